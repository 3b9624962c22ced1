package haproxyj.proxy.relay;

import static haproxyj.proxy.relay.Bench.reset;
import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.config.FallThrough;
import haproxyj.proxy.config.ServerConfig.SendProxy;
import haproxyj.proxy.config.Timeouts;
import haproxyj.proxy.session.Pools;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {FIN, RST, silence} x {client, server} x {queued, data, buffers full} with real sockets, against both kinds of channels. */
class ClosingMatrixTest {
    private ServerSocket origin;
    private Bench bench;
    private Pools pool;
    private SocketChannel client;
    private SocketChannel server;

    private void open(Carrier kind, Timeouts timeouts) throws IOException {
        origin = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        InetSocketAddress at = (InetSocketAddress) origin.getLocalSocketAddress();
        pool = new Pools(Pools.backend(0, 0, FallThrough.OFF, timeouts, Pools.server("s", at, false, SendProxy.NONE)));
        bench = new Bench(kind, pool, timeouts, 1000, false);
    }

    private void pair(Carrier kind, Timeouts timeouts) throws IOException {
        origin = null;
        java.nio.channels.ServerSocketChannel listen = java.nio.channels.ServerSocketChannel.open();
        listen.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        origin = listen.socket();
        pool = new Pools(Pools.backend(
                0, 0, FallThrough.OFF, timeouts, Pools.server("s", listen.getLocalAddress(), false, SendProxy.NONE)));
        bench = new Bench(kind, pool, timeouts, 1000, false);
        client = SocketChannel.open(bench.address);
        server = listen.accept();
        Awaitility.await().until(() -> pool.slots.get(0).connected);
    }

    @AfterEach
    void close() throws IOException {
        for (AutoCloseable c : new AutoCloseable[] {client, server, origin, bench}) {
            try {
                if (c != null) {
                    c.close();
                }
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }

    private static void rst(SocketChannel c) throws IOException {
        c.setOption(java.net.StandardSocketOptions.SO_LINGER, 0);
        c.close();
    }

    private static void send(SocketChannel c, String text) throws IOException {
        c.write(ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }

    /** Octets until the end, and whether it was a clean one. */
    private record Seen(long octets, boolean clean) {}

    private static Seen drain(SocketChannel c) {
        ByteBuffer in = ByteBuffer.allocate(1 << 16);
        long n = 0;
        try {
            for (int r; (r = c.read(in.clear())) >= 0; ) {
                n += r;
            }
            return new Seen(n, true);
        } catch (IOException e) {
            return new Seen(n, false);
        }
    }

    /** Writes until nothing moves any more. */
    private static long flood(SocketChannel c) throws IOException {
        c.configureBlocking(false);
        long[] n = {0};
        byte[] block = new byte[1 << 16];
        Awaitility.await()
                .during(java.time.Duration.ofMillis(200))
                .atMost(java.time.Duration.ofSeconds(8))
                .until(() -> {
                    int w = c.write(ByteBuffer.wrap(block));
                    n[0] += w;
                    while (w > 0) {
                        w = c.write(ByteBuffer.wrap(block));
                        n[0] += w;
                        if (w == 0) {
                            return false;
                        }
                    }
                    return true;
                });
        c.configureBlocking(true);
        return n[0];
    }

    /** Writes until the proxy ends the session; nobody reads at the other end. */
    private static void floodUntilCut(SocketChannel c) {
        byte[] block = new byte[1 << 16];
        try {
            while (true) {
                c.write(ByteBuffer.wrap(block));
            }
        } catch (IOException cut) {
            assertThat(c.isOpen()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void finOfTheClientLeavesTheAnswerComing(Carrier kind) throws Exception {
        pair(kind, Bench.timeouts(3000, 3000));
        send(client, "ask");
        client.shutdownOutput();
        assertThat(drain(server)).isEqualTo(new Seen(3, true));
        send(server, "answer");
        server.close();
        assertThat(drain(client)).isEqualTo(new Seen(6, true));
        assertThat(bench.ending()).isEqualTo("--");
        assertThat(bench.front.bytesIn.sum()).isEqualTo(3);
        assertThat(bench.front.bytesOut.sum()).isEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void finOfTheServerLeavesTheUploadGoing(Carrier kind) throws Exception {
        pair(kind, Bench.timeouts(3000, 3000));
        server.shutdownOutput();
        assertThat(drain(client)).isEqualTo(new Seen(0, true));
        send(client, "late");
        client.close();
        assertThat(drain(server)).isEqualTo(new Seen(4, true));
        assertThat(bench.ending()).isEqualTo("--");
    }

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void resetOfTheClientResetsTheServer(Carrier kind) throws Exception {
        pair(kind, Bench.timeouts(3000, 3000));
        rst(client);
        assertThat(drain(server)).isEqualTo(new Seen(0, false));
        assertThat(bench.ending()).isEqualTo("CD");
        assertThat(bench.back.clientAborts.sum()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void resetOfTheServerIsAnEndForTheClient(Carrier kind) throws Exception {
        pair(kind, Bench.timeouts(3000, 3000));
        send(server, "part");
        ByteBuffer in = ByteBuffer.allocate(4);
        while (in.hasRemaining()) {
            client.read(in);
        }
        rst(server);
        assertThat(drain(client)).isEqualTo(new Seen(0, true));
        assertThat(bench.ending()).isEqualTo("SD");
        assertThat(bench.back.serverAborts.sum()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void silenceOfTheClient(Carrier kind) throws Exception {
        pair(kind, Bench.timeouts(300, 3000));
        assertThat(drain(server)).isEqualTo(new Seen(0, true));
        send(server, "answer");
        server.close();
        assertThat(drain(client)).isEqualTo(new Seen(6, true));
        assertThat(bench.ending()).isEqualTo("cD");
    }

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void silenceOfTheServer(Carrier kind) throws Exception {
        pair(kind, Bench.timeouts(3000, 300));
        assertThat(drain(client)).isEqualTo(new Seen(0, true));
        client.close();
        assertThat(bench.ending()).isEqualTo("sD");
    }

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void fullThenFinOfTheClientDeliversAll(Carrier kind) throws Exception {
        pair(kind, Bench.timeouts(5000, 5000));
        long sent = flood(client);
        client.shutdownOutput();
        assertThat(drain(server)).isEqualTo(new Seen(sent, true));
        server.close();
        assertThat(drain(client)).isEqualTo(new Seen(0, true));
        assertThat(bench.ending()).isEqualTo("--");
    }

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void fullThenCloseOfTheServerDeliversAll(Carrier kind) throws Exception {
        pair(kind, Bench.timeouts(5000, 5000));
        long sent = flood(server);
        server.shutdownOutput();
        assertThat(drain(client)).isEqualTo(new Seen(sent, true));
        client.close();
        assertThat(bench.ending()).isEqualTo("--");
    }

    /** A half-closed server must not lose the rest of an upload that it takes only later. */
    @ParameterizedTest
    @EnumSource(Carrier.class)
    void finOfTheServerThenAFullUploadDeliversAll(Carrier kind) throws Exception {
        pair(kind, Bench.timeouts(5000, 5000));
        server.shutdownOutput();
        assertThat(drain(client)).isEqualTo(new Seen(0, true));
        long sent = flood(client);
        client.shutdownOutput();
        assertThat(drain(server)).isEqualTo(new Seen(sent, true));
        assertThat(bench.ending()).isEqualTo("--");
    }

    /** The FIN reaches the proxy while it holds the client back. */
    @ParameterizedTest
    @EnumSource(Carrier.class)
    void finBehindALotThatNobodyTakesYetDeliversAll(Carrier kind) throws Exception {
        for (int size = 1 << 20; size <= 16 << 20; size *= 2) {
            pair(kind, Bench.timeouts(5000, 5000));
            ByteBuffer all = ByteBuffer.allocate(size);
            client.configureBlocking(false);
            while (client.write(all) > 0) {
                // Until the proxy takes no more.
            }
            client.shutdownOutput();
            client.configureBlocking(true);
            assertThat(drain(server)).isEqualTo(new Seen(all.position(), true));
            server.close();
            assertThat(drain(client)).isEqualTo(new Seen(0, true));
            assertThat(bench.ending()).isEqualTo("--");
            close();
        }
    }

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void fullThenResetOfTheClient(Carrier kind) throws Exception {
        pair(kind, Bench.timeouts(5000, 2000));
        flood(client);
        rst(client);
        // The JDK's selector does not tell of a reset while reading is stopped: there the write timeout ends it.
        assertThat(bench.ending()).isEqualTo(kind == Carrier.NIO ? "sD" : "CD");
        assertThat(drain(server).clean()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void fullThenResetOfTheServerFlushesWhatWasRead(Carrier kind) throws Exception {
        pair(kind, Bench.timeouts(5000, 5000));
        flood(server);
        rst(server);
        Seen seen = drain(client);
        assertThat(seen.clean()).isTrue();
        assertThat(bench.ending()).isEqualTo("SD");
        assertThat(seen.octets()).isEqualTo(bench.front.bytesOut.sum());
    }

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void aServerThatTakesNothingIsReset(Carrier kind) throws Exception {
        pair(kind, Bench.timeouts(5000, 400));
        floodUntilCut(client);
        assertThat(bench.ending()).isEqualTo("sD");
        assertThat(drain(server).clean()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void aClientThatTakesNothingGetsWhatTheKernelHas(Carrier kind) throws Exception {
        pair(kind, Bench.timeouts(400, 5000));
        floodUntilCut(server);
        assertThat(bench.ending()).isEqualTo("cD");
        Seen seen = drain(client);
        assertThat(seen.clean()).isTrue();
        assertThat(seen.octets()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void whileQueued(Carrier kind) throws Exception {
        open(kind, Bench.timeouts(3000, 3000));
        pool.queue = true;
        Socket fin = bench.connect();
        fin.shutdownOutput();
        assertThat(fin.getInputStream().read()).isEqualTo(-1);
        assertThat(bench.ending()).isEqualTo("CQ");
        Socket rst = bench.connect();
        Awaitility.await().until(() -> pool.waiters.size() == 2);
        reset(rst);
        assertThat(bench.ending()).isEqualTo("CD");
        Socket silent = bench.connect();
        assertThat(silent.getInputStream().read()).isEqualTo(-1);
        assertThat(bench.ending()).isEqualTo("sQ");
        assertThat(pool.cancelled).isEqualTo(3);
        for (Socket s : List.of(fin, silent)) {
            s.close();
        }
        Awaitility.await().until(() -> bench.frontend.sessions() == 0);
    }

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void aKilledSessionResetsTheServerAndClosesTheClient(Carrier kind) throws Exception {
        pair(kind, Bench.timeouts(3000, 3000));
        pool.slots.get(0).kill.kill('D');
        assertThat(drain(client)).isEqualTo(new Seen(0, true));
        assertThat(drain(server)).isEqualTo(new Seen(0, false));
        assertThat(bench.ending()).isEqualTo("DD");
        assertThat(pool.slots.get(0).released).isEqualTo(1);
    }
}
