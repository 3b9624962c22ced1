package haproxyj.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that says '!' to every connection, then everything it hears, and closes when its client has closed. */
public final class Greeter implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final ServerSocket socket = new ServerSocket(0, 1000, LOOPBACK);

    /** Connections until now. */
    public final AtomicInteger served = new AtomicInteger();

    public Greeter() throws IOException {
        daemon(() -> {
            try {
                while (true) {
                    Socket connection = socket.accept();
                    served.incrementAndGet();
                    daemon(() -> serve(connection));
                }
            } catch (IOException closed) {
                assertThat(socket.isClosed()).isTrue();
            }
        });
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(null, task, "greeter", 128 * 1024);
        thread.setDaemon(true);
        thread.start();
    }

    private static void serve(Socket connection) {
        try (connection) {
            OutputStream out = connection.getOutputStream();
            out.write('!');
            connection.getInputStream().transferTo(out);
        } catch (IOException gone) {
            assertThat(connection.isClosed()).isTrue();
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** A connection of a client to a port. */
    public static Socket connect(int port) throws IOException {
        Socket client = new Socket();
        client.connect(new InetSocketAddress(LOOPBACK, port), 20_000);
        client.setSoTimeout(30_000);
        return client;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
