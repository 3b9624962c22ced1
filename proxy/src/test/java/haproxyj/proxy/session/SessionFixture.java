package haproxyj.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.admin.Counters;
import haproxyj.proxy.admin.SessionRecord;
import haproxyj.proxy.config.FallThrough;
import haproxyj.proxy.config.FrontendConfig;
import haproxyj.proxy.config.Keepalive;
import haproxyj.proxy.config.Mode;
import haproxyj.proxy.config.ServerConfig;
import haproxyj.proxy.config.ServerConfig.SendProxy;
import haproxyj.proxy.config.Splice;
import haproxyj.proxy.config.Timeouts;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A session on a {@link FakeTransport} with a pool that does as told. */
final class SessionFixture {
    private static final InetSocketAddress PEER = new InetSocketAddress("192.0.2.1", 1000);
    private static final InetSocketAddress LOCAL = new InetSocketAddress("192.0.2.2", 5672);

    final FakeTransport transport = new FakeTransport();
    final List<SessionRecord> log = new ArrayList<>();
    final Counters front = new Counters();
    final Counters back = new Counters();
    Pools pool;
    Session session;

    static Optional<Duration> seconds(long n) {
        return Optional.of(Duration.ofSeconds(n));
    }

    /** connect 5, client 20, server 30, client-fin 2, server-fin 3, queue 4 seconds. */
    private static Timeouts timeouts(Optional<Duration> tunnel) {
        return new Timeouts(
                seconds(5), seconds(20), seconds(30), seconds(2), seconds(3), tunnel, seconds(4), Optional.empty());
    }

    void prepare(int retries, int redispatch, FallThrough fall, Optional<Duration> tunnel, boolean... backups) {
        ServerConfig[] servers = new ServerConfig[backups.length];
        for (int i = 0; i < servers.length; i++) {
            servers[i] = Pools.server("s" + i, new InetSocketAddress("192.0.2.9", i + 1), backups[i], SendProxy.NONE);
        }
        pool = new Pools(Pools.backend(retries, redispatch, fall, timeouts(tunnel), servers));
        FrontendConfig config = new FrontendConfig(
                "fe", Mode.TCP, List.of(), 10, "be", timeouts(tunnel), Keepalive.OFF, true, false, Splice.AUTO);
        SessionSetup setup =
                new SessionSetup(config, pool, front, back, log::add, () -> 1, () -> transport.now, () -> 0);
        session = new Session(setup, transport, PEER, () -> LOCAL, () -> {});
        transport.events = session;
    }

    void connected() {
        prepare(0, 0, FallThrough.OFF, Optional.empty(), false);
        session.start(false);
        session.onConnected();
        transport.verbs.clear();
    }

    void ends(String letters) {
        assertThat(session.state()).isEqualTo(SessionState.ENDED);
        assertThat(log).hasSize(1);
        assertThat(log.get(0).termination()).isEqualTo(letters);
        assertThat(front.current.get() + back.current.get()).isZero();
        assertThat(pool.slots).allSatisfy(s -> assertThat(s.released).isEqualTo(1));
    }

    long connects() {
        return transport.verbs.stream().filter(v -> v.startsWith("connect")).count();
    }
}
