package haproxyj.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Against a server of one thread per connection that answers each read with one answer per request in it. */
class OpenLoopTest {
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

    private static ServerSocketChannel server(long stallNanos, int stallAfter) throws IOException {
        ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread acceptor = new Thread(() -> {
            try {
                while (true) {
                    SocketChannel channel = server.accept();
                    Thread thread = new Thread(() -> serve(channel, stallNanos, stallAfter));
                    thread.setDaemon(true);
                    thread.start();
                }
            } catch (IOException closed) {
                // The test is over.
            }
        });
        acceptor.setDaemon(true);
        acceptor.start();
        return server;
    }

    private static void serve(SocketChannel channel, long stallNanos, int stallAfter) {
        ByteBuffer received = ByteBuffer.allocate(8_192);
        int octets = 0;
        int answered = 0;
        try (channel) {
            while (channel.read(received.clear()) >= 0) {
                for (octets += received.position(); octets >= HttpExchange.REQUEST.length; answered++) {
                    octets -= HttpExchange.REQUEST.length;
                    if (answered == stallAfter) {
                        TimeUnit.NANOSECONDS.sleep(stallNanos);
                    }
                    channel.write(ByteBuffer.wrap(ANSWER));
                }
            }
        } catch (IOException | InterruptedException e) {
            // The client is gone.
        }
    }

    private static int port(ServerSocketChannel server) throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    @Test
    void everyRequestIsCountedOnce() throws IOException {
        try (ServerSocketChannel server = server(0, -1);
                OpenLoop loop = OpenLoop.open(port(server), 3)) {
            assertThat(loop.play(500, 1).getTotalCount()).isEqualTo(500);
            assertThat(loop.play(100, 1).getTotalCount()).isEqualTo(100);
        }
    }

    @Test
    void aStallIsFeltByAllRequestsThatFellIntoIt() throws IOException {
        long stall = TimeUnit.MILLISECONDS.toNanos(400);
        try (ServerSocketChannel server = server(stall, 50);
                OpenLoop loop = OpenLoop.open(port(server), 1)) {
            Histogram latencies = loop.play(200, 1);
            // 80 requests of one second were due while the server slept; half of them waited longer than half of it.
            assertThat(latencies.getCountBetweenValues(stall / 2, stall * 100)).isGreaterThanOrEqualTo(40);
        }
    }

    @Test
    void aConnectionThatEndsIsAnError() throws IOException {
        try (ServerSocketChannel server = server(0, -1)) {
            int port = port(server);
            server.close();
            assertThatThrownBy(() -> OpenLoop.open(port, 1)).isInstanceOf(IOException.class);
        }
    }
}
