package haproxyj.proxy.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.config.FallThrough;
import haproxyj.proxy.config.ServerConfig.SendProxy;
import haproxyj.proxy.config.Timeouts;
import haproxyj.proxy.relay.Bench;
import haproxyj.proxy.relay.Carrier;
import haproxyj.proxy.session.Pools;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** More clients than {@code maxconn}: never refused, all served in the end, never more sessions than allowed. */
class MaxconnIT {
    @ParameterizedTest
    @CsvSource({"EPOLL, 1000, 100", "NIO, 1000, 100", "EPOLL, 5000, 1000"})
    void allAreServedInTheEnd(Carrier kind, int clients, int maxconn) throws Exception {
        Timeouts timeouts = Bench.timeouts(60_000, 60_000);
        ExecutorService answering = Executors.newSingleThreadExecutor();
        try (ServerSocketChannel origin =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096)) {
            Pools pool = new Pools(Pools.backend(
                    0,
                    0,
                    FallThrough.OFF,
                    timeouts,
                    Pools.server("s", origin.getLocalAddress(), false, SendProxy.NONE)));
            answering.execute(() -> greet(origin));
            List<Socket> sockets = new ArrayList<>();
            try (Bench bench = new Bench(kind, pool, timeouts, maxconn, false)) {
                for (int i = 0; i < clients; i++) {
                    Socket socket = bench.connect();
                    socket.setSoTimeout(60_000);
                    sockets.add(socket);
                }
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> bench.frontend.sessions() == maxconn);
                for (Socket socket : sockets) {
                    assertThat(socket.getInputStream().read()).isEqualTo('!');
                    socket.close();
                }
                assertThat(bench.front.max.get()).isLessThanOrEqualTo(maxconn);
                assertThat(bench.front.total.sum()).isEqualTo(clients);
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> bench.frontend.sessions() == 0);
            }
        } finally {
            answering.shutdownNow();
        }
    }

    /** One octet for everybody; the connection then ends when the client has closed. */
    private static void greet(ServerSocketChannel origin) {
        try {
            while (true) {
                SocketChannel c = origin.accept();
                c.socket().getOutputStream().write('!');
                c.shutdownOutput();
                c.close();
            }
        } catch (IOException closed) {
            assertThat(origin.isOpen()).isFalse();
        }
    }
}
