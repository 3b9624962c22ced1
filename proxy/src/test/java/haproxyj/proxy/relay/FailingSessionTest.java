package haproxyj.proxy.relay;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.backend.AssignRequest;
import haproxyj.proxy.backend.Assignment;
import haproxyj.proxy.backend.ServerPool;
import haproxyj.proxy.config.BackendConfig;
import haproxyj.proxy.config.FallThrough;
import haproxyj.proxy.config.ServerConfig.SendProxy;
import haproxyj.proxy.config.Timeouts;
import haproxyj.proxy.session.Pools;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An error of our own inside one session ends that session; its place is free again, and the others notice nothing. */
class FailingSessionTest {
    private enum Moment {
        ASSIGN,
        CONNECTED,
        CONNECT_FAILED,
        RELEASE
    }

    /** A pool with an error: it throws at one moment of the next session. */
    private static final class Faulty implements ServerPool {
        private final Pools pool;
        private final AtomicReference<Moment> next = new AtomicReference<>();

        Faulty(InetSocketAddress server, Timeouts timeouts) {
            pool = new Pools(
                    Pools.backend(0, 0, FallThrough.OFF, timeouts, Pools.server("s", server, false, SendProxy.NONE)));
        }

        void fail(Moment at) {
            if (next.compareAndSet(at, null)) {
                throw new IllegalStateException("injected at " + at);
            }
        }

        @Override
        public BackendConfig config() {
            return pool.config();
        }

        @Override
        public int usableActive() {
            return pool.usableActive();
        }

        @Override
        public Assignment assign(AssignRequest request, Waiter waiter) {
            fail(Moment.ASSIGN);
            Assignment.Assigned assigned = (Assignment.Assigned) pool.assign(request, waiter);
            return new Assignment.Assigned(new FaultySlot(this, assigned.slot()));
        }
    }

    private record FaultySlot(Faulty pool, haproxyj.proxy.backend.ServerSlot slot)
            implements haproxyj.proxy.backend.ServerSlot {
        @Override
        public haproxyj.proxy.backend.ServerHandle server() {
            return slot.server();
        }

        @Override
        public void onKill(SessionKill how) {
            slot.onKill(how);
        }

        @Override
        public void connected() {
            pool.fail(Moment.CONNECTED);
            slot.connected();
        }

        @Override
        public void connectFailed() {
            pool.fail(Moment.CONNECT_FAILED);
            slot.connectFailed();
        }

        @Override
        public void release() {
            slot.release();
            pool.fail(Moment.RELEASE);
        }
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void onlyThatSessionEnds(Moment moment) throws Exception {
        try (ServerSocket origin = new ServerSocket()) {
            origin.bind(Line.loopback());
            Faulty pool = new Faulty((InetSocketAddress) origin.getLocalSocketAddress(), Line.TIMEOUTS);
            try (Bench bench = new Bench(Carrier.ADAPTIVE, pool, Line.TIMEOUTS, 3, false)) {
                if (moment == Moment.CONNECT_FAILED) {
                    origin.close();
                } else {
                    closeEach(origin);
                }
                for (int round = 0; round < 5; round++) {
                    pool.next.set(moment);
                    try (Socket client = bench.connect()) {
                        client.getOutputStream().write('x');
                        assertThat(end(client)).isEqualTo(-1);
                    } catch (IOException reset) {
                        assertThat(reset).isNotInstanceOf(java.net.SocketTimeoutException.class);
                    }
                    Awaitility.await().until(() -> bench.frontend.sessions() == 0 && bench.process.current() == 0);
                    assertThat(pool.next.get()).as("was thrown").isNull();
                }
            }
        }
    }

    private static void closeEach(ServerSocket origin) {
        Thread acceptor = new Thread(() -> {
            try {
                while (true) {
                    origin.accept().close();
                }
            } catch (IOException closed) {
                assertThat(origin.isClosed()).isTrue();
            }
        });
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private static int end(Socket of) {
        try {
            return of.getInputStream().read();
        } catch (java.net.SocketTimeoutException e) {
            return 0;
        } catch (IOException reset) {
            return -1;
        }
    }

    /** Timers of other sessions go on behind one that throws. */
    @Test
    void anErrorInATimerDelaysNoOther() throws Exception {
        try (ServerSocket origin = new ServerSocket()) {
            origin.bind(Line.loopback());
            Faulty pool = new Faulty((InetSocketAddress) origin.getLocalSocketAddress(), Bench.timeouts(300, 300));
            try (Bench bench = new Bench(Carrier.ADAPTIVE, pool, Bench.timeouts(300, 300), 100, false)) {
                List<Socket> clients = new ArrayList<>();
                List<Socket> servers = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    clients.add(bench.connect());
                    servers.add(origin.accept());
                }
                pool.next.set(Moment.RELEASE);
                for (Socket client : clients) {
                    assertThat(end(client)).isEqualTo(-1);
                }
                Awaitility.await().until(() -> bench.frontend.sessions() == 0 && bench.process.current() == 0);
                assertThat(pool.next.get()).isNull();
                for (Socket server : servers) {
                    server.close();
                }
            }
        }
    }
}
