package haproxyj.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.backend.Refusal;
import haproxyj.proxy.config.FallThrough;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Until the server is connected: queue, retries, early ends, timeouts. */
class SessionTest {
    private final SessionFixture stage = new SessionFixture();

    @Test
    void connectTimeoutsAreRetriedAtOnce() {
        stage.prepare(2, 0, FallThrough.OFF, Optional.empty(), false);
        stage.session.start(false);
        stage.transport.advanceMillis(14_900);
        assertThat(stage.connects()).isEqualTo(3);
        stage.transport.advanceMillis(200);
        stage.ends("sC");
        assertThat(stage.log.get(0).retries()).isEqualTo(2);
        assertThat(stage.back.connectErrors.sum()).isEqualTo(3);
    }

    @Test
    void aRefusedConnectWaitsASecond() {
        stage.prepare(1, 0, FallThrough.OFF, Optional.empty(), false, true);
        stage.session.start(false);
        stage.session.onConnectFailed(ConnectFailure.REFUSED);
        assertThat(stage.session.state()).isEqualTo(SessionState.TURN_AROUND);
        stage.transport.advanceMillis(990);
        assertThat(stage.connects()).isEqualTo(1);
        stage.transport.advanceMillis(20);
        assertThat(stage.connects()).isEqualTo(2);
        assertThat(stage.pool.requests.get(1).only()).contains(stage.pool.servers.get(0));
        stage.session.onConnectFailed(ConnectFailure.REFUSED);
        stage.ends("SC");
    }

    @Test
    void redispatchAvoidsTheOneThatFailed() {
        stage.prepare(3, -1, FallThrough.OFF, Optional.empty(), false, false);
        stage.session.start(false);
        stage.session.onConnectFailed(ConnectFailure.REFUSED);
        stage.transport.advanceMillis(2);
        stage.session.onConnected();
        stage.session.onInputEnd(Side.SERVER);
        stage.session.onInputEnd(Side.CLIENT);
        stage.ends("--");
        assertThat(stage.log.get(0).server()).isEqualTo("s1");
        assertThat(stage.log.get(0).redispatched()).isTrue();
        assertThat(stage.log.get(0).retries()).isEqualTo(1);
    }

    @Test
    void fallThroughVisitsEveryServerOnceThenRetries() {
        stage.prepare(1, 0, FallThrough.AUTO, Optional.empty(), false, true, true);
        stage.session.start(false);
        for (int i = 0; i < 3; i++) {
            assertThat(stage.session.state()).isEqualTo(SessionState.CONNECTING);
            stage.session.onConnectFailed(ConnectFailure.REFUSED);
        }
        assertThat(stage.session.state()).isEqualTo(SessionState.TURN_AROUND);
        stage.transport.advanceMillis(1001);
        assertThat(stage.pool.slots).hasSize(4);
        assertThat(stage.pool.slots.get(3).server).isSameAs(stage.pool.servers.get(0));
        for (int i = 0; i < 3; i++) {
            stage.session.onConnectFailed(ConnectFailure.REFUSED);
        }
        stage.ends("SC");
        assertThat(stage.log.get(0).retries()).isEqualTo(1);
    }

    @Test
    void clientFinWhileConnecting() {
        stage.prepare(0, 0, FallThrough.OFF, Optional.empty(), false);
        stage.session.start(false);
        stage.session.onInputEnd(Side.CLIENT);
        stage.ends("CC");
        assertThat(stage.transport.verbs).contains("abandon");
    }

    @Test
    void clientResetWhileConnecting() {
        stage.prepare(0, 0, FallThrough.OFF, Optional.empty(), false);
        stage.session.start(false);
        stage.session.onReset(Side.CLIENT);
        stage.ends("CD");
    }

    @Test
    void aClientThatSaysNothingIsTimedBeforeThereIsAServer() {
        stage.prepare(9, 0, FallThrough.OFF, Optional.empty(), false);
        stage.session.start(false);
        stage.transport.advanceMillis(19_999);
        assertThat(stage.session.state()).isEqualTo(SessionState.CONNECTING);
        stage.transport.advanceMillis(2);
        stage.ends("cC");
        assertThat(stage.log.get(0).retries()).isEqualTo(3);
    }

    @Test
    void aClientThatHasSpokenIsNot() {
        stage.prepare(9, 0, FallThrough.OFF, Optional.empty(), false);
        stage.session.start(false);
        stage.session.onHeld(ByteBuffer.allocate(4));
        stage.transport.advanceMillis(49_900);
        assertThat(stage.session.state()).isEqualTo(SessionState.CONNECTING);
        stage.transport.advanceMillis(200);
        stage.ends("sC");
    }

    @Test
    void clientFinBehindDataWhileConnectingIsPassedOn() {
        stage.prepare(0, 0, FallThrough.OFF, Optional.empty(), false);
        stage.session.start(false);
        stage.session.onHeld(ByteBuffer.allocate(4));
        stage.session.onHeld(ByteBuffer.allocate(9));
        stage.session.onInputEnd(Side.CLIENT);
        stage.session.onConnected();
        assertThat(stage.transport.verbs).endsWith("relay", "fin SERVER");
        stage.session.onInputEnd(Side.SERVER);
        stage.ends("--");
        assertThat(stage.log.get(0).bytesUploaded()).isEqualTo(9);
    }

    @Test
    void queueTimesOutAndLateGrantsGoBack() {
        stage.prepare(0, 0, FallThrough.OFF, Optional.empty(), false);
        stage.pool.queue = true;
        stage.session.start(false);
        stage.transport.advanceMillis(4001);
        stage.pool.waiters.get(0).granted(stage.pool.slot(stage.pool.servers.get(0)));
        stage.transport.run();
        stage.ends("sQ");
        assertThat(stage.pool.cancelled).isEqualTo(1);
        assertThat(stage.log.get(0).queueMillis())
                .as("the wait, as HAProxy logs it")
                .isBetween(4000L, 4001L);
        assertThat(stage.log.get(0).backendQueue()).isEqualTo(1);
    }

    @Test
    void grantedAfterAWait() {
        stage.prepare(0, 0, FallThrough.OFF, Optional.empty(), false);
        stage.pool.queue = true;
        stage.session.start(false);
        stage.transport.advanceMillis(3000);
        stage.pool.waiters.get(0).granted(stage.pool.slot(stage.pool.servers.get(0)));
        stage.transport.run();
        stage.session.onConnected();
        stage.session.onReset(Side.CLIENT);
        stage.ends("CD");
        assertThat(stage.log.get(0).queueMillis()).isEqualTo(3000);
        assertThat(stage.log.get(0).connectMillis()).isZero();
    }

    @Test
    void refusals() {
        stage.prepare(0, 0, FallThrough.OFF, Optional.empty(), false);
        stage.pool.queue = true;
        stage.session.start(false);
        stage.pool.waiters.get(0).refused(Refusal.QUEUE_FULL);
        stage.transport.run();
        stage.ends("SQ");
    }

    @Test
    void noServer() {
        stage.prepare(0, 0, FallThrough.OFF, Optional.empty(), false);
        stage.pool.servers.get(0).usable = false;
        stage.session.start(false);
        stage.ends("SC");
        assertThat(stage.log.get(0).server()).isEqualTo("<NOSRV>");
    }

    @Test
    void aSlotFromAnEarlierAttemptKillsNothing() {
        stage.prepare(1, -1, FallThrough.OFF, Optional.empty(), false, false);
        stage.session.start(false);
        stage.session.onConnectFailed(ConnectFailure.REFUSED);
        stage.transport.advanceMillis(2);
        stage.session.onConnected();
        stage.pool.slots.get(0).kill.kill('D');
        stage.transport.run();
        assertThat(stage.session.state()).isEqualTo(SessionState.RELAYING);
    }

    @Test
    void headerTimeout() {
        stage.prepare(0, 0, FallThrough.OFF, Optional.empty(), false);
        stage.session.start(true);
        stage.transport.advanceMillis(20_001);
        stage.ends("cR");
        assertThat(stage.front.requestErrors.sum()).isEqualTo(1);
    }
}
