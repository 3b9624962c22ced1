package haproxyj.proxy.relay;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.config.FallThrough;
import haproxyj.proxy.config.ServerConfig.SendProxy;
import haproxyj.proxy.config.Timeouts;
import haproxyj.proxy.session.Pools;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client does while its server does not answer the connect: a full backlog lets SYNs fall. */
class ConnectingTest {
    @ParameterizedTest
    @EnumSource(Carrier.class)
    void finResetAndSilence(Carrier kind) throws Exception {
        Timeouts timeouts = Bench.timeouts(5000, 5000);
        List<SocketChannel> fill = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress at = (InetSocketAddress) full.getLocalSocketAddress();
            for (int i = 0; i < 8; i++) {
                SocketChannel c = SocketChannel.open();
                c.configureBlocking(false);
                c.connect(at);
                fill.add(c);
            }
            Pools pool = new Pools(
                    Pools.backend(0, 0, FallThrough.OFF, timeouts, Pools.server("s", at, false, SendProxy.NONE)));
            try (Bench bench = new Bench(kind, pool, timeouts, 100, false);
                    Socket fin = bench.connect();
                    Socket silent = bench.connect()) {
                fin.shutdownOutput();
                assertThat(fin.getInputStream().read()).isEqualTo(-1);
                assertThat(bench.ending()).isEqualTo("CC");
                assertThat(silent.getInputStream().read()).isEqualTo(-1);
                assertThat(bench.ending()).isEqualTo("sC");
                Socket rst = bench.connect();
                Awaitility.await().until(() -> pool.slots.size() == 3);
                Bench.reset(rst);
                assertThat(bench.ending()).isEqualTo("CD");
                fin.close();
                silent.close();
                Awaitility.await().until(() -> bench.frontend.sessions() == 0);
                assertThat(pool.slots).allMatch(s -> s.released == 1);
            }
        } finally {
            for (SocketChannel c : fill) {
                c.close();
            }
        }
    }
}
