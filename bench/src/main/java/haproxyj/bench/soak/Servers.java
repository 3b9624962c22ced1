package haproxyj.bench.soak;

import haproxyj.bench.soak.Section.Header;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The ports that the proxy's sections point at: some take connections, one is slow, one is full, one refuses. One thread. */
final class Servers implements AutoCloseable {
    private static final long FILL_MILLIS = 100;
    private static final int BACKLOG = 1024;
    private final List<AutoCloseable> held = new ArrayList<>();
    private final Map<Header, ServerSocketChannel> open = new EnumMap<>(Header.class);
    private final ServerSocketChannel late;
    private final ServerSocketChannel full;
    private final int refusing;

    Servers() throws IOException, InterruptedException {
        for (Header header : Header.values()) {
            open.put(header, listen(BACKLOG));
        }
        late = listen(1);
        full = listen(1);
        fill();
        // Bound but not listening: the port is ours and answers with RST.
        Socket socket = new Socket();
        held.add(socket);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        refusing = socket.getLocalPort();
    }

    private ServerSocketChannel listen(int backlog) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        held.add(listener);
        listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), backlog);
        listener.configureBlocking(false);
        return listener;
    }

    /** Connects without accepting until the kernel answers no more. */
    private void fill() throws IOException, InterruptedException {
        boolean connected = true;
        while (connected) {
            SocketChannel filler = SocketChannel.open();
            held.add(filler);
            filler.configureBlocking(false);
            filler.connect(full.getLocalAddress());
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FILL_MILLIS);
            connected = filler.finishConnect();
            while (!connected && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(1);
                connected = filler.finishConnect();
            }
        }
    }

    /** Listeners that serve at once, by the header they must see. */
    Map<Header, ServerSocketChannel> open() {
        return open;
    }

    /** The listener that accepts late. */
    ServerSocketChannel late() {
        return late;
    }

    /** Where a section's server is. */
    int port(Section section) {
        return switch (section) {
            case REFUSING -> refusing;
            case DROPPING -> full.socket().getLocalPort();
            case LATE -> late.socket().getLocalPort();
            default -> openPort(section);
        };
    }

    /** A port that answers every SYN with RST. */
    int refusingPort() {
        return refusing;
    }

    private int openPort(Section section) {
        ServerSocketChannel listener = open.get(section.toServer());
        if (listener == null) {
            throw new IllegalStateException("no listener for " + section.toServer());
        }
        return listener.socket().getLocalPort();
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
