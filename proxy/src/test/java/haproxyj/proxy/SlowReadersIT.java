package haproxyj.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of clients that do not read what fast servers send, and a heap of 64 MB. */
class SlowReadersIT {
    private static final int CLIENTS = 4000;
    private static final byte[] PATTERN = new byte[512 * 1024];

    static {
        for (int i = 0; i < PATTERN.length; i++) {
            PATTERN[i] = (byte) (i * 31 + (i >> 9));
        }
    }

    /** Sends the pattern to every connection as fast as it goes, then FIN. */
    private static final class Source implements AutoCloseable {
        private final ServerSocketChannel socket = ServerSocketChannel.open();
        private final Selector selector = Selector.open();

        Source() throws IOException {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
            socket.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
            Thread thread = new Thread(this::run, "source");
            thread.setDaemon(true);
            thread.start();
        }

        private void run() {
            try {
                while (selector.isOpen()) {
                    selector.select(this::serve);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (ClosedSelectorException closed) {
                assertThat(selector.isOpen()).isFalse();
            }
        }

        private void serve(SelectionKey key) {
            try {
                if (key.isAcceptable()) {
                    SocketChannel made = socket.accept();
                    made.setOption(StandardSocketOptions.SO_SNDBUF, 16 * 1024);
                    made.configureBlocking(false).register(selector, SelectionKey.OP_WRITE, ByteBuffer.wrap(PATTERN));
                } else {
                    ByteBuffer rest = (ByteBuffer) key.attachment();
                    // In pieces: what is not sent is copied by the JDK each time.
                    rest.limit(Math.min(PATTERN.length, rest.position() + 64 * 1024));
                    ((SocketChannel) key.channel()).write(rest);
                    if (rest.position() == PATTERN.length) {
                        key.channel().close();
                    }
                }
            } catch (IOException e) { // reset by a client that had enough
                key.cancel();
                try {
                    key.channel().close();
                } catch (IOException again) {
                    throw new UncheckedIOException(again);
                }
            }
        }

        int port() {
            return socket.socket().getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
            selector.close();
        }
    }

    private static SocketChannel slowClient(int port) throws IOException {
        SocketChannel client = SocketChannel.open();
        client.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return client;
    }

    private static boolean receivesPattern(SocketChannel client, ByteBuffer into) throws IOException {
        into.clear();
        while (into.hasRemaining() && client.read(into) >= 0) {
            assertThat(into.position()).isPositive();
        }
        return !into.hasRemaining()
                && Arrays.equals(into.array(), PATTERN)
                && client.read(ByteBuffer.allocate(1)) == -1;
    }

    private static void echoes(Socket client) throws IOException {
        byte[] part = Arrays.copyOf(PATTERN, 16 * 1024);
        for (int round = 0; round < 16; round++) {
            client.getOutputStream().write(part);
            assertThat(client.getInputStream().readNBytes(part.length)).isEqualTo(part);
        }
    }

    @Test
    @Timeout(120)
    void memoryStaysBoundedAndNobodyElseNotices(@TempDir Path folder) throws Exception {
        int slow = ShippedProxy.freePort();
        int brisk = ShippedProxy.freePort();
        try (Source source = new Source();
                Greeter echo = new Greeter();
                ShippedProxy proxy = ShippedProxy.start(
                        folder,
                        "threads: 2, maxconn: 4500, nosplice: true, ",
                        """
                        defaults: {timeout: {connect: 10s, client: 120s, server: 120s}}
                        listen:
                          slow: {bind: "127.0.0.1:%d", server: {s: {address: "127.0.0.1:%d"}}}
                          brisk: {bind: "127.0.0.1:%d", server: {s: {address: "127.0.0.1:%d"}}}
                        """.formatted(slow, source.port(), brisk, echo.port()),
                        "",
                        Map.of("HAPROXY_J_HEAP", "64m"))) {
            proxy.ready();
            List<Socket> others = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                others.add(Greeter.connect(brisk));
            }
            List<SocketChannel> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(slowClient(slow));
            }
            long limit = proxy.metric("haproxyj_process_pending_limit_bytes");
            assertThat(limit).isLessThan(40 << 20);
            // Three quarters are whole chunks: when these are used up there is a little on top, and it stays that way.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> proxy.metric("haproxyj_process_pending_bytes") > limit * 3 / 4);
            for (int i = 0; i < 10; i++) {
                others.add(Greeter.connect(brisk));
            }
            for (Socket other : others) {
                assertThat(other.getInputStream().read()).isEqualTo('!');
                echoes(other);
                other.close();
            }
            assertThat(proxy.metric("haproxyj_process_pending_bytes")).isBetween(limit * 3 / 4, limit);
            ByteBuffer into = ByteBuffer.allocate(PATTERN.length);
            for (int i = 0; i < CLIENTS; i++) {
                try (SocketChannel client = clients.get(i)) {
                    if (i % 2 == 0) {
                        assertThat(receivesPattern(client, into))
                                .as("client %d", i)
                                .isTrue();
                    }
                }
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> proxy.metric("haproxy_process_current_connections") == 0);
            assertThat(proxy.metric("haproxyj_process_pending_bytes")).isZero();
            assertThat(proxy.alive()).isTrue();
            assertThat(proxy.output()).doesNotContain("no more memory").doesNotContain("xception");
        }
    }
}
