package haproxyj.proxy.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haproxyj.proxy.admin.SessionRecord;
import haproxyj.proxy.config.FallThrough;
import haproxyj.proxy.config.ServerConfig;
import haproxyj.proxy.config.ServerConfig.SendProxy;
import haproxyj.proxy.config.Timeouts;
import haproxyj.proxy.relay.Bench;
import haproxyj.proxy.relay.Carrier;
import haproxyj.proxy.session.Pools;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FrontendTest {
    private static final Timeouts TIMEOUTS = Bench.timeouts(5000, 5000);

    private static InetSocketAddress refusing() throws IOException {
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return (InetSocketAddress) gone.getLocalSocketAddress();
        }
    }

    private static ServerSocketChannel origin() throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
    }

    /** Echoes until the end of each connection, one thread each, then closes. */
    private static void echo(ServerSocketChannel origin) {
        Thread acceptor = new Thread(() -> {
            try {
                while (true) {
                    SocketChannel c = origin.accept();
                    Thread t = new Thread(() -> {
                        try (c) {
                            ByteBuffer b = ByteBuffer.allocate(1 << 16);
                            while (c.read(b.clear()) >= 0) {
                                b.flip();
                                while (b.hasRemaining()) {
                                    c.write(b);
                                }
                            }
                        } catch (IOException e) {
                            assertThat(e).isNotNull();
                        }
                    });
                    t.setDaemon(true);
                    t.start();
                }
            } catch (IOException closed) {
                assertThat(origin.isOpen()).isFalse();
            }
        });
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private static Pools pool(int retries, FallThrough fall, ServerConfig... servers) {
        return new Pools(Pools.backend(retries, 0, fall, TIMEOUTS, servers));
    }

    private static ServerConfig server(String name, SocketAddress at, boolean backup) {
        return Pools.server(name, at, backup, SendProxy.NONE);
    }

    private static String ask(Socket c, String text) throws IOException {
        c.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        c.shutdownOutput();
        return new String(c.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void aRefusedPrimaryFallsThroughToTheBackupAtOnce(Carrier kind) throws Exception {
        try (ServerSocketChannel origin = origin()) {
            echo(origin);
            Pools pool = pool(
                    3,
                    FallThrough.AUTO,
                    server("one", refusing(), false),
                    server("two", refusing(), true),
                    server("three", origin.getLocalAddress(), true));
            try (Bench bench = new Bench(kind, pool, TIMEOUTS, 100, false);
                    Socket c = bench.connect()) {
                assertThat(ask(c, "hello")).isEqualTo("hello");
                SessionRecord record = bench.log.poll(5, TimeUnit.SECONDS);
                assertThat(record.server()).isEqualTo("three");
                assertThat(record.termination()).isEqualTo("--");
                assertThat(record.retries()).isZero();
                assertThat(record.redispatched()).isTrue();
                assertThat(record.bytesUploaded()).isEqualTo(5);
                assertThat(record.bytesRead()).isEqualTo(5);
                assertThat(pool.servers.get(0).counters().connectErrors.sum()).isEqualTo(1);
                Awaitility.await().until(() -> pool.slots.stream().allMatch(s -> s.released == 1));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void allRefusing(Carrier kind) throws Exception {
        Pools pool = pool(1, FallThrough.AUTO, server("one", refusing(), false), server("two", refusing(), true));
        try (Bench bench = new Bench(kind, pool, TIMEOUTS, 100, false);
                Socket c = bench.connect()) {
            assertThat(c.getInputStream().read()).isEqualTo(-1);
            SessionRecord record = bench.log.poll(5, TimeUnit.SECONDS);
            assertThat(record.termination()).isEqualTo("SC");
            assertThat(record.retries()).isEqualTo(1);
            assertThat(record.connectMillis()).isEqualTo(-1);
            assertThat(record.totalMillis()).isGreaterThanOrEqualTo(1000);
            assertThat(pool.slots).hasSize(4).allMatch(s -> s.failures == 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void proxyHeaderInAndOut(Carrier kind) throws Exception {
        try (ServerSocketChannel origin = origin()) {
            Pools pool = pool(0, FallThrough.OFF, Pools.server("s", origin.getLocalAddress(), false, SendProxy.V1));
            try (Bench bench = new Bench(kind, pool, TIMEOUTS, 100, true);
                    Socket c = bench.connect()) {
                String header = "PROXY TCP4 192.0.2.7 192.0.2.8 1234 5672\r\n";
                c.getOutputStream().write((header + "data").getBytes(StandardCharsets.US_ASCII));
                c.shutdownOutput();
                try (Socket s = origin.accept().socket()) {
                    assertThat(new String(s.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                            .isEqualTo(header + "data");
                }
                SessionRecord record = bench.log.poll(5, TimeUnit.SECONDS);
                assertThat(record.client()).isEqualTo(new InetSocketAddress("192.0.2.7", 1234));
                assertThat(record.bytesUploaded()).isEqualTo(4);
                try (Socket bad = bench.connect()) {
                    bad.getOutputStream().write("AMQP\0\0\11\1".getBytes(StandardCharsets.US_ASCII));
                    assertThat(bad.getInputStream().read()).isEqualTo(-1);
                }
                assertThat(bench.ending()).isEqualTo("PR");
                assertThat(bench.front.requestErrors.sum()).isEqualTo(1);
            }
        }
    }

    @Test
    void unixSocketServer(@TempDir Path directory) throws Exception {
        UnixDomainSocketAddress at = UnixDomainSocketAddress.of(directory.resolve("s.sock"));
        try (ServerSocketChannel origin =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(at)) {
            echo(origin);
            Pools pool = pool(0, FallThrough.OFF, server("s", at, false));
            try (Bench bench = new Bench(Carrier.ADAPTIVE, pool, TIMEOUTS, 100, false);
                    Socket c = bench.connect()) {
                assertThat(ask(c, "over unix")).isEqualTo("over unix");
                assertThat(bench.ending()).isEqualTo("--");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void maxconnHoldsTheRestBack(Carrier kind) throws Exception {
        try (ServerSocketChannel origin = origin()) {
            echo(origin);
            Pools pool = pool(0, FallThrough.OFF, server("s", origin.getLocalAddress(), false));
            try (Bench bench = new Bench(kind, pool, TIMEOUTS, 100, false)) {
                List<Socket> clients = new ArrayList<>();
                for (int i = 0; i < 400; i++) {
                    clients.add(bench.connect());
                }
                Awaitility.await().until(() -> bench.frontend.sessions() == 100);
                for (Socket c : clients) {
                    assertThat(ask(c, "x")).isEqualTo("x");
                    c.close();
                }
                assertThat(bench.front.max.get()).isLessThanOrEqualTo(100);
                assertThat(bench.front.total.sum()).isEqualTo(400);
                Awaitility.await().until(() -> bench.frontend.sessions() == 0);
                bench.frontend.stopAccepting();
                bench.frontend.whenDrained().toCompletableFuture().get(5, TimeUnit.SECONDS);
                assertThat(bench.process.current()).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void bulkBothWaysIntact(Carrier kind) throws Exception {
        try (ServerSocketChannel origin = origin()) {
            echo(origin);
            Pools pool = pool(0, FallThrough.OFF, server("s", origin.getLocalAddress(), false));
            try (Bench bench = new Bench(kind, pool, TIMEOUTS, 100, false);
                    Socket c = bench.connect()) {
                int total = 48 << 20;
                CRC32 sent = new CRC32();
                Thread writer = new Thread(() -> {
                    Random random = new Random(7);
                    byte[] block = new byte[1 << 16];
                    try {
                        for (int n = 0; n < total; n += block.length) {
                            random.nextBytes(block);
                            sent.update(block);
                            c.getOutputStream().write(block);
                        }
                        c.shutdownOutput();
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
                writer.start();
                CRC32 seen = new CRC32();
                byte[] in = new byte[10_000];
                long n = 0;
                for (int r; (r = c.getInputStream().read(in)) >= 0; n += r) {
                    seen.update(in, 0, r);
                }
                writer.join();
                assertThat(n).isEqualTo(total);
                assertThat(seen.getValue()).isEqualTo(sent.getValue());
                assertThat(bench.ending()).isEqualTo("--");
                assertThat(bench.back.bytesIn.sum()).isEqualTo(total);
                assertThat(bench.back.bytesOut.sum()).isEqualTo(total);
            }
        }
    }

    /** What a client sends at once must not be lost on the way from the acceptor's event loop to its own. */
    @ParameterizedTest
    @EnumSource(Carrier.class)
    void octetsSentAtOnceAreNeverLost(Carrier kind) throws Exception {
        try (ServerSocketChannel origin = origin()) {
            echo(origin);
            Pools pool = pool(0, FallThrough.OFF, server("s", origin.getLocalAddress(), false));
            try (Bench bench = new Bench(kind, pool, TIMEOUTS, 1000, false)) {
                for (int round = 0; round < 40; round++) {
                    List<Socket> clients = new ArrayList<>();
                    for (int i = 0; i < 10; i++) {
                        Socket c = bench.connect();
                        c.getOutputStream().write("at once".getBytes(StandardCharsets.US_ASCII));
                        clients.add(c);
                    }
                    for (Socket c : clients) {
                        c.shutdownOutput();
                        assertThat(new String(c.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                                .isEqualTo("at once");
                        c.close();
                    }
                }
            }
        }
    }

    @Test
    void anAddressInUseIsNamed() throws Exception {
        Pools pool = pool(0, FallThrough.OFF, server("s", refusing(), false));
        try (Bench one = new Bench(Carrier.ADAPTIVE, pool, TIMEOUTS, 10, false)) {
            Frontend again = one.another(one.address);
            assertThatThrownBy(() -> again.start().toCompletableFuture().join())
                    .hasMessageContaining("cannot bind 127.0.0.1:" + one.address.getPort())
                    .hasMessageContaining("in use");
        }
    }
}
