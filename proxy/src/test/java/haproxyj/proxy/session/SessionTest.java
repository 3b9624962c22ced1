package haproxyj.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.admin.ProxyCounters;
import haproxyj.proxy.admin.SessionRecord;
import haproxyj.proxy.backend.Refusal;
import haproxyj.proxy.config.FallThrough;
import haproxyj.proxy.config.FrontendConfig;
import haproxyj.proxy.config.Keepalive;
import haproxyj.proxy.config.Mode;
import haproxyj.proxy.config.ServerConfig;
import haproxyj.proxy.config.ServerConfig.SendProxy;
import haproxyj.proxy.config.Timeouts;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final InetSocketAddress PEER = new InetSocketAddress("192.0.2.1", 1000);
    private static final InetSocketAddress LOCAL = new InetSocketAddress("192.0.2.2", 5672);

    private final FakeTransport transport = new FakeTransport();
    private final List<SessionRecord> log = new ArrayList<>();
    private final ProxyCounters front = new ProxyCounters();
    private final ProxyCounters back = new ProxyCounters();
    private Pools pool;
    private Session session;

    private static Optional<Duration> seconds(long n) {
        return Optional.of(Duration.ofSeconds(n));
    }

    /** connect 5, client 20, server 30, client-fin 2, server-fin 3, queue 4 seconds. */
    private static Timeouts timeouts(Optional<Duration> tunnel) {
        return new Timeouts(
                seconds(5), seconds(20), seconds(30), seconds(2), seconds(3), tunnel, seconds(4), Optional.empty());
    }

    private void prepare(int retries, int redispatch, FallThrough fall, Optional<Duration> tunnel, boolean... backups) {
        ServerConfig[] servers = new ServerConfig[backups.length];
        for (int i = 0; i < servers.length; i++) {
            servers[i] = Pools.server("s" + i, new InetSocketAddress("192.0.2.9", i + 1), backups[i], SendProxy.NONE);
        }
        pool = new Pools(Pools.backend(retries, redispatch, fall, timeouts(tunnel), servers));
        FrontendConfig config =
                new FrontendConfig("fe", Mode.TCP, List.of(), 10, "be", timeouts(tunnel), Keepalive.OFF, true, false);
        SessionSetup setup =
                new SessionSetup(config, pool, front, back, log::add, () -> 1, () -> transport.now, () -> 0);
        session = new Session(setup, transport, PEER, LOCAL, () -> {});
        transport.events = session;
    }

    private void connected() {
        prepare(0, 0, FallThrough.OFF, Optional.empty(), false);
        session.start(false);
        session.onConnected();
        transport.verbs.clear();
    }

    private void ends(String letters) {
        assertThat(session.state()).isEqualTo(SessionState.ENDED);
        assertThat(log).hasSize(1);
        assertThat(log.get(0).termination()).isEqualTo(letters);
        assertThat(front.current.get() + back.current.get()).isZero();
        assertThat(pool.slots).allSatisfy(s -> assertThat(s.released).isEqualTo(1));
    }

    private long connects() {
        return transport.verbs.stream().filter(v -> v.startsWith("connect")).count();
    }

    @Test
    void bothFinsAreANormalEnd() {
        connected();
        session.onBytes(Side.CLIENT, 5);
        session.onInputEnd(Side.CLIENT);
        assertThat(session.state()).isEqualTo(SessionState.HALF_CLOSED);
        session.onBytes(Side.SERVER, 7);
        session.onInputEnd(Side.SERVER);
        ends("--");
        assertThat(transport.verbs).containsExactly("fin SERVER", "fin CLIENT", "close SERVER", "close CLIENT");
        assertThat(log.get(0).bytesRead()).isEqualTo(7);
        assertThat(log.get(0).bytesUploaded()).isEqualTo(5);
    }

    @Test
    void lastOctetsAreAwaitedAfterBothFins() {
        connected();
        transport.pending.add(Side.CLIENT);
        session.onBytes(Side.SERVER, 7);
        session.onInputEnd(Side.CLIENT);
        session.onInputEnd(Side.SERVER);
        assertThat(session.state()).isEqualTo(SessionState.FLUSHING);
        transport.pending.clear();
        session.onDrained(Side.CLIENT);
        ends("--");
    }

    @Test
    void clientGoneWhileLastDataIsOnItsWay() {
        connected();
        transport.pending.add(Side.CLIENT);
        session.onBytes(Side.SERVER, 7);
        session.onInputEnd(Side.CLIENT);
        session.onInputEnd(Side.SERVER);
        session.onReset(Side.CLIENT);
        ends("CL");
    }

    @Test
    void resetOfTheServerFlushesToTheClient() {
        connected();
        transport.pending.add(Side.CLIENT);
        session.onBytes(Side.SERVER, 7);
        session.onReset(Side.SERVER);
        assertThat(transport.verbs).containsExactly("reset SERVER", "fin CLIENT");
        assertThat(pool.slots.get(0).released).isEqualTo(1);
        transport.pending.clear();
        session.onDrained(Side.CLIENT);
        ends("SD");
        assertThat(back.responseErrors.sum()).isEqualTo(1);
    }

    @Test
    void theFirstCauseIsLogged() {
        connected();
        transport.pending.add(Side.CLIENT);
        session.onBytes(Side.SERVER, 7);
        session.onReset(Side.SERVER);
        session.onReset(Side.CLIENT);
        ends("SD");
    }

    @Test
    void resetOfTheClientResetsTheServer() {
        connected();
        session.onReset(Side.CLIENT);
        assertThat(transport.verbs).startsWith("reset SERVER");
        ends("CD");
    }

    @Test
    void readsRefreshTheirSide() {
        connected();
        transport.advanceMillis(19_000);
        session.onBytes(Side.CLIENT, 1);
        transport.advanceMillis(19_900);
        assertThat(session.state()).isEqualTo(SessionState.RELAYING);
        transport.advanceMillis(200);
        assertThat(transport.verbs).containsExactly("fin SERVER");
        session.onInputEnd(Side.SERVER);
        ends("cD");
    }

    @Test
    void aServerMayStillAnswerASilentClientUntilServerFin() {
        connected();
        transport.advanceMillis(20_001);
        assertThat(session.state()).isEqualTo(SessionState.HALF_CLOSED);
        transport.advanceMillis(2_900);
        session.onBytes(Side.SERVER, 7);
        transport.advanceMillis(2_900);
        assertThat(session.state()).isEqualTo(SessionState.HALF_CLOSED);
        transport.advanceMillis(200);
        ends("cD");
        assertThat(log.get(0).bytesRead()).isEqualTo(7);
    }

    @Test
    void progressOfASlowReaderKeepsItAlive() {
        connected();
        session.onInputEnd(Side.CLIENT);
        transport.pending.add(Side.CLIENT);
        session.onBytes(Side.SERVER, 9);
        transport.paused.add(Side.SERVER);
        for (int i = 0; i < 40; i++) {
            transport.taken.merge(Side.CLIENT, 10L, Long::sum);
            transport.advanceMillis(1000);
        }
        assertThat(session.state()).isEqualTo(SessionState.HALF_CLOSED);
        transport.advanceMillis(3000);
        assertThat(session.state()).isEqualTo(SessionState.HALF_CLOSED);
        transport.advanceMillis(17_100);
        assertThat(transport.verbs).contains("cut CLIENT").doesNotContain("reset CLIENT");
        ends("cD");
    }

    @Test
    void aServerThatTakesNothingIsReset() {
        connected();
        transport.pending.add(Side.SERVER);
        session.onBytes(Side.CLIENT, 9);
        transport.paused.add(Side.CLIENT);
        transport.advanceMillis(31_000);
        assertThat(transport.verbs).contains("reset SERVER");
        ends("sD");
    }

    @Test
    void aServerThatIsDoneAndTakesNothingIsCut() {
        connected();
        transport.pending.add(Side.SERVER);
        session.onBytes(Side.CLIENT, 9);
        transport.paused.add(Side.CLIENT);
        session.onInputEnd(Side.SERVER);
        transport.advanceMillis(31_000);
        assertThat(transport.verbs).startsWith("fin CLIENT", "cut SERVER").doesNotContain("reset SERVER");
        ends("sD");
    }

    @Test
    void finTimeoutsReplaceTheOthers() {
        connected();
        session.onInputEnd(Side.CLIENT);
        transport.advanceMillis(2900);
        assertThat(session.state()).isEqualTo(SessionState.HALF_CLOSED);
        transport.advanceMillis(200);
        ends("sD");
    }

    @Test
    void tunnelReplacesBoth() {
        prepare(0, 0, FallThrough.OFF, seconds(60), false);
        session.start(false);
        session.onConnected();
        transport.advanceMillis(59_000);
        assertThat(session.state()).isEqualTo(SessionState.RELAYING);
        transport.advanceMillis(1_100);
        session.onInputEnd(Side.SERVER);
        ends("cD");
    }

    @Test
    void connectTimeoutsAreRetriedAtOnce() {
        prepare(2, 0, FallThrough.OFF, Optional.empty(), false);
        session.start(false);
        transport.advanceMillis(14_900);
        assertThat(connects()).isEqualTo(3);
        transport.advanceMillis(200);
        ends("sC");
        assertThat(log.get(0).retries()).isEqualTo(2);
        assertThat(back.connectErrors.sum()).isEqualTo(3);
    }

    @Test
    void aRefusedConnectWaitsASecond() {
        prepare(1, 0, FallThrough.OFF, Optional.empty(), false, true);
        session.start(false);
        session.onConnectFailed(ConnectFailure.REFUSED);
        assertThat(session.state()).isEqualTo(SessionState.TURN_AROUND);
        transport.advanceMillis(990);
        assertThat(connects()).isEqualTo(1);
        transport.advanceMillis(20);
        assertThat(connects()).isEqualTo(2);
        assertThat(pool.requests.get(1).only()).contains(pool.servers.get(0));
        session.onConnectFailed(ConnectFailure.REFUSED);
        ends("SC");
    }

    @Test
    void redispatchAvoidsTheOneThatFailed() {
        prepare(3, -1, FallThrough.OFF, Optional.empty(), false, false);
        session.start(false);
        session.onConnectFailed(ConnectFailure.REFUSED);
        transport.advanceMillis(2);
        session.onConnected();
        session.onInputEnd(Side.SERVER);
        session.onInputEnd(Side.CLIENT);
        ends("--");
        assertThat(log.get(0).server()).isEqualTo("s1");
        assertThat(log.get(0).redispatched()).isTrue();
        assertThat(log.get(0).retries()).isEqualTo(1);
    }

    @Test
    void fallThroughVisitsEveryServerOnceThenRetries() {
        prepare(1, 0, FallThrough.AUTO, Optional.empty(), false, true, true);
        session.start(false);
        for (int i = 0; i < 3; i++) {
            assertThat(session.state()).isEqualTo(SessionState.CONNECTING);
            session.onConnectFailed(ConnectFailure.REFUSED);
        }
        assertThat(session.state()).isEqualTo(SessionState.TURN_AROUND);
        transport.advanceMillis(1001);
        assertThat(pool.slots).hasSize(4);
        assertThat(pool.slots.get(3).server).isSameAs(pool.servers.get(0));
        for (int i = 0; i < 3; i++) {
            session.onConnectFailed(ConnectFailure.REFUSED);
        }
        ends("SC");
        assertThat(log.get(0).retries()).isEqualTo(1);
    }

    @Test
    void clientFinWhileConnecting() {
        prepare(0, 0, FallThrough.OFF, Optional.empty(), false);
        session.start(false);
        session.onInputEnd(Side.CLIENT);
        ends("CC");
        assertThat(transport.verbs).contains("abandon");
    }

    @Test
    void clientResetWhileConnecting() {
        prepare(0, 0, FallThrough.OFF, Optional.empty(), false);
        session.start(false);
        session.onReset(Side.CLIENT);
        ends("CD");
    }

    @Test
    void aClientThatSaysNothingIsTimedBeforeThereIsAServer() {
        prepare(9, 0, FallThrough.OFF, Optional.empty(), false);
        session.start(false);
        transport.advanceMillis(19_999);
        assertThat(session.state()).isEqualTo(SessionState.CONNECTING);
        transport.advanceMillis(2);
        ends("cC");
        assertThat(log.get(0).retries()).isEqualTo(3);
    }

    @Test
    void aClientThatHasSpokenIsNot() {
        prepare(9, 0, FallThrough.OFF, Optional.empty(), false);
        session.start(false);
        session.onHeld(ByteBuffer.allocate(4));
        transport.advanceMillis(49_900);
        assertThat(session.state()).isEqualTo(SessionState.CONNECTING);
        transport.advanceMillis(200);
        ends("sC");
    }

    @Test
    void clientFinBehindDataWhileConnectingIsPassedOn() {
        prepare(0, 0, FallThrough.OFF, Optional.empty(), false);
        session.start(false);
        session.onHeld(ByteBuffer.allocate(4));
        session.onHeld(ByteBuffer.allocate(9));
        session.onInputEnd(Side.CLIENT);
        session.onConnected();
        assertThat(transport.verbs).endsWith("relay", "fin SERVER");
        session.onInputEnd(Side.SERVER);
        ends("--");
        assertThat(log.get(0).bytesUploaded()).isEqualTo(9);
    }

    @Test
    void queueTimesOutAndLateGrantsGoBack() {
        prepare(0, 0, FallThrough.OFF, Optional.empty(), false);
        pool.queue = true;
        session.start(false);
        transport.advanceMillis(4001);
        pool.waiters.get(0).granted(pool.slot(pool.servers.get(0)));
        transport.run();
        ends("sQ");
        assertThat(pool.cancelled).isEqualTo(1);
        assertThat(log.get(0).queueMillis()).isEqualTo(-1);
        assertThat(log.get(0).backendQueue()).isEqualTo(1);
    }

    @Test
    void grantedAfterAWait() {
        prepare(0, 0, FallThrough.OFF, Optional.empty(), false);
        pool.queue = true;
        session.start(false);
        transport.advanceMillis(3000);
        pool.waiters.get(0).granted(pool.slot(pool.servers.get(0)));
        transport.run();
        session.onConnected();
        session.onReset(Side.CLIENT);
        ends("CD");
        assertThat(log.get(0).queueMillis()).isEqualTo(3000);
        assertThat(log.get(0).connectMillis()).isZero();
    }

    @Test
    void refusals() {
        prepare(0, 0, FallThrough.OFF, Optional.empty(), false);
        pool.queue = true;
        session.start(false);
        pool.waiters.get(0).refused(Refusal.QUEUE_FULL);
        transport.run();
        ends("SQ");
    }

    @Test
    void noServer() {
        prepare(0, 0, FallThrough.OFF, Optional.empty(), false);
        pool.servers.get(0).usable = false;
        session.start(false);
        ends("SC");
        assertThat(log.get(0).server()).isEqualTo("<NOSRV>");
    }

    @Test
    void killed() {
        connected();
        session.kill('K');
        transport.run();
        ends("KD");
        assertThat(transport.verbs).startsWith("reset SERVER").endsWith("close CLIENT");
    }

    @Test
    void aSlotFromAnEarlierAttemptKillsNothing() {
        prepare(1, -1, FallThrough.OFF, Optional.empty(), false, false);
        session.start(false);
        session.onConnectFailed(ConnectFailure.REFUSED);
        transport.advanceMillis(2);
        session.onConnected();
        pool.slots.get(0).kill.kill('D');
        transport.run();
        assertThat(session.state()).isEqualTo(SessionState.RELAYING);
    }

    @Test
    void headerTimeout() {
        prepare(0, 0, FallThrough.OFF, Optional.empty(), false);
        session.start(true);
        transport.advanceMillis(20_001);
        ends("cR");
        assertThat(front.requestErrors.sum()).isEqualTo(1);
    }
}
