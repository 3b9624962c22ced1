package haproxyj.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server behind the proxy that follows a script. It keeps its port while it goes down and comes up. */
final class Origin implements AutoCloseable {
    /** What happens on one accepted connection, on a thread of its own; the socket is closed afterwards. */
    interface Script {
        void talk(Socket socket) throws IOException;
    }

    private final Script script;
    private final int port;
    private final AtomicInteger accepted = new AtomicInteger();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private ServerSocket listener;
    private Thread acceptor;

    private Origin(Script script) {
        this.script = script;
        try {
            listener = listen(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        port = listener.getLocalPort();
        acceptor = serve(listener);
    }

    static Origin of(Script script) {
        return new Origin(script);
    }

    /** Says its name and a line feed, then echoes until the peer ends its input, then ends its own. */
    static Origin named(String name) {
        return new Origin(socket -> {
            socket.getOutputStream().write((name + "\n").getBytes(StandardCharsets.ISO_8859_1));
            echo(socket);
        });
    }

    /** Echoes until the peer ends its input. */
    static Origin echo() {
        return new Origin(Origin::echo);
    }

    /** A port where nobody listens: connects are refused until {@link #up}. */
    static Origin down(String name) {
        Origin origin = named(name);
        origin.down();
        return origin;
    }

    static void echo(Socket socket) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        for (int n = socket.getInputStream().read(buffer);
                n >= 0;
                n = socket.getInputStream().read(buffer)) {
            socket.getOutputStream().write(buffer, 0, n);
        }
    }

    int port() {
        return port;
    }

    /** Connections accepted so far. */
    int accepted() {
        return accepted.get();
    }

    /** Connections whose script still runs. */
    int current() {
        return open.size();
    }

    /** Refuses new connections, from the return of this call on; those that are stay. */
    void down() {
        try {
            listener.close();
            acceptor.join(); // the kernel goes on listening while a thread is inside accept
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Breaks off every connection with RST. */
    void drop() {
        open.forEach(socket -> {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException e) {
                // it is gone
            }
        });
    }

    /** Listens on its port again. */
    void up() {
        try {
            listener = listen(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        acceptor = serve(listener);
    }

    @Override
    public void close() {
        down();
        open.forEach(Origin::quietly);
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 1024);
        return socket;
    }

    private Thread serve(ServerSocket from) {
        return daemon(() -> {
            while (!from.isClosed()) {
                try {
                    Socket socket = from.accept();
                    accepted.incrementAndGet();
                    open.add(socket);
                    daemon(() -> follow(socket));
                } catch (IOException e) {
                    return; // closed
                }
            }
        });
    }

    private void follow(Socket socket) {
        try (socket) {
            script.talk(socket);
        } catch (IOException e) {
            // the peer has gone, or the test ends; what was asserted is asserted elsewhere
        } finally {
            open.remove(socket);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void quietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone
        }
    }
}
