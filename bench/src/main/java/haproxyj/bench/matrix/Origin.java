package haproxyj.bench.matrix;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The server a cell's section points at. One thread. */
final class Origin implements AutoCloseable {
    /** How the server's port behaves. */
    enum Kind {
        /** Takes connections. */
        ACCEPTING,
        /** Its accept queue is full: SYNs are dropped. */
        DROPPING,
        /** Nobody listens: SYNs are answered with RST. */
        REFUSING
    }

    private static final int SMALL_BUFFER = 64 * 1024;
    private static final long FILL_PATIENCE_MILLIS = 100;
    private final List<AutoCloseable> held = new ArrayList<>();
    private final Kind kind;
    private final Optional<ServerSocketChannel> listener;
    private final int port;

    private Origin(Kind kind, Optional<ServerSocketChannel> listener, int port) {
        this.kind = kind;
        this.listener = listener;
        this.port = port;
    }

    static Origin open(Kind kind) throws IOException, InterruptedException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (kind == Kind.REFUSING) {
            // Bound but not listening: the port is ours and answers with RST.
            Socket socket = new Socket();
            socket.bind(any);
            Origin origin = new Origin(kind, Optional.empty(), socket.getLocalPort());
            origin.held.add(socket);
            return origin;
        }
        ServerSocketChannel listener = ServerSocketChannel.open();
        // A small window lets the "buffers full" cells fill up quickly; accepted sockets inherit it.
        listener.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
        listener.bind(any, kind == Kind.DROPPING ? 1 : 16);
        listener.configureBlocking(false);
        Origin origin =
                new Origin(kind, Optional.of(listener), listener.socket().getLocalPort());
        origin.held.add(listener);
        if (kind == Kind.DROPPING) {
            origin.fill();
        }
        return origin;
    }

    /** Connects without accepting until the kernel answers no more. */
    private void fill() throws IOException, InterruptedException {
        boolean connected = true;
        while (connected) {
            SocketChannel filler = SocketChannel.open();
            held.add(filler);
            filler.configureBlocking(false);
            filler.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FILL_PATIENCE_MILLIS);
            connected = filler.finishConnect();
            while (!connected && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(1);
                connected = filler.finishConnect();
            }
        }
    }

    int port() {
        return port;
    }

    /** The next connection of the proxy, if there is one. A dropping origin never accepts, or its queue would not stay full. */
    Optional<Peer> accept() throws IOException {
        if (kind != Kind.ACCEPTING) {
            return Optional.empty();
        }
        SocketChannel channel = listener.orElseThrow().accept();
        return channel == null ? Optional.empty() : Optional.of(new Peer(channel));
    }

    @Override
    public void close() {
        for (AutoCloseable socket : held) {
            try {
                socket.close();
            } catch (Exception e) {
                // Nothing depends on how these end.
            }
        }
    }
}
