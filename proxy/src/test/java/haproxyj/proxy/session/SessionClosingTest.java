package haproxyj.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.config.FallThrough;
import org.junit.jupiter.api.Test;

/** How a session with a connected server ends. */
class SessionClosingTest {
    private final SessionFixture stage = new SessionFixture();

    @Test
    void bothFinsAreANormalEnd() {
        stage.connected();
        stage.session.onBytes(Side.CLIENT, 5);
        stage.session.onInputEnd(Side.CLIENT);
        assertThat(stage.session.state()).isEqualTo(SessionState.HALF_CLOSED);
        stage.session.onBytes(Side.SERVER, 7);
        stage.session.onInputEnd(Side.SERVER);
        stage.ends("--");
        assertThat(stage.transport.verbs).containsExactly("fin SERVER", "fin CLIENT", "close SERVER", "close CLIENT");
        assertThat(stage.log.get(0).bytesRead()).isEqualTo(7);
        assertThat(stage.log.get(0).bytesUploaded()).isEqualTo(5);
    }

    @Test
    void lastOctetsAreAwaitedAfterBothFins() {
        stage.connected();
        stage.transport.pending.add(Side.CLIENT);
        stage.session.onBytes(Side.SERVER, 7);
        stage.session.onInputEnd(Side.CLIENT);
        stage.session.onInputEnd(Side.SERVER);
        assertThat(stage.session.state()).isEqualTo(SessionState.FLUSHING);
        stage.transport.pending.clear();
        stage.session.onDrained(Side.CLIENT);
        stage.ends("--");
    }

    @Test
    void clientGoneWhileLastDataIsOnItsWay() {
        stage.connected();
        stage.transport.pending.add(Side.CLIENT);
        stage.session.onBytes(Side.SERVER, 7);
        stage.session.onInputEnd(Side.CLIENT);
        stage.session.onInputEnd(Side.SERVER);
        stage.session.onReset(Side.CLIENT);
        stage.ends("CL");
    }

    @Test
    void resetOfTheServerFlushesToTheClient() {
        stage.connected();
        stage.transport.pending.add(Side.CLIENT);
        stage.session.onBytes(Side.SERVER, 7);
        stage.session.onReset(Side.SERVER);
        assertThat(stage.transport.verbs).containsExactly("reset SERVER", "fin CLIENT");
        assertThat(stage.pool.slots.get(0).released).isEqualTo(1);
        stage.transport.pending.clear();
        stage.session.onDrained(Side.CLIENT);
        stage.ends("SD");
        assertThat(stage.back.responseErrors.sum()).isEqualTo(1);
    }

    @Test
    void theFirstCauseIsLogged() {
        stage.connected();
        stage.transport.pending.add(Side.CLIENT);
        stage.session.onBytes(Side.SERVER, 7);
        stage.session.onReset(Side.SERVER);
        stage.session.onReset(Side.CLIENT);
        stage.ends("SD");
    }

    @Test
    void resetOfTheClientResetsTheServer() {
        stage.connected();
        stage.session.onReset(Side.CLIENT);
        assertThat(stage.transport.verbs).startsWith("reset SERVER");
        stage.ends("CD");
    }

    @Test
    void readsRefreshTheirSide() {
        stage.connected();
        stage.transport.advanceMillis(19_000);
        stage.session.onBytes(Side.CLIENT, 1);
        stage.transport.advanceMillis(19_900);
        assertThat(stage.session.state()).isEqualTo(SessionState.RELAYING);
        stage.transport.advanceMillis(200);
        assertThat(stage.transport.verbs).containsExactly("fin SERVER");
        stage.session.onInputEnd(Side.SERVER);
        stage.ends("cD");
    }

    @Test
    void aServerMayStillAnswerASilentClientUntilServerFin() {
        stage.connected();
        stage.transport.advanceMillis(20_001);
        assertThat(stage.session.state()).isEqualTo(SessionState.HALF_CLOSED);
        stage.transport.advanceMillis(2_900);
        stage.session.onBytes(Side.SERVER, 7);
        stage.transport.advanceMillis(2_900);
        assertThat(stage.session.state()).isEqualTo(SessionState.HALF_CLOSED);
        stage.transport.advanceMillis(200);
        stage.ends("cD");
        assertThat(stage.log.get(0).bytesRead()).isEqualTo(7);
    }

    @Test
    void progressOfASlowReaderKeepsItAlive() {
        stage.connected();
        stage.session.onInputEnd(Side.CLIENT);
        stage.transport.pending.add(Side.CLIENT);
        stage.session.onBytes(Side.SERVER, 9);
        stage.transport.paused.add(Side.SERVER);
        for (int i = 0; i < 40; i++) {
            stage.transport.taken.merge(Side.CLIENT, 10L, Long::sum);
            stage.transport.advanceMillis(1000);
        }
        assertThat(stage.session.state()).isEqualTo(SessionState.HALF_CLOSED);
        stage.transport.advanceMillis(3000);
        assertThat(stage.session.state()).isEqualTo(SessionState.HALF_CLOSED);
        stage.transport.advanceMillis(17_100);
        assertThat(stage.transport.verbs).contains("cut CLIENT").doesNotContain("reset CLIENT");
        stage.ends("cD");
    }

    @Test
    void aServerThatTakesNothingIsReset() {
        stage.connected();
        stage.transport.pending.add(Side.SERVER);
        stage.session.onBytes(Side.CLIENT, 9);
        stage.transport.paused.add(Side.CLIENT);
        stage.transport.advanceMillis(31_000);
        assertThat(stage.transport.verbs).contains("reset SERVER");
        stage.ends("sD");
    }

    @Test
    void aServerThatIsDoneAndTakesNothingIsCut() {
        stage.connected();
        stage.transport.pending.add(Side.SERVER);
        stage.session.onBytes(Side.CLIENT, 9);
        stage.transport.paused.add(Side.CLIENT);
        stage.session.onInputEnd(Side.SERVER);
        stage.transport.advanceMillis(31_000);
        assertThat(stage.transport.verbs).startsWith("fin CLIENT", "cut SERVER").doesNotContain("reset SERVER");
        stage.ends("sD");
    }

    @Test
    void finTimeoutsReplaceTheOthers() {
        stage.connected();
        stage.session.onInputEnd(Side.CLIENT);
        stage.transport.advanceMillis(2900);
        assertThat(stage.session.state()).isEqualTo(SessionState.HALF_CLOSED);
        stage.transport.advanceMillis(200);
        stage.ends("sD");
    }

    @Test
    void tunnelReplacesBoth() {
        stage.prepare(0, 0, FallThrough.OFF, SessionFixture.seconds(60), false);
        stage.session.start(false);
        stage.session.onConnected();
        stage.transport.advanceMillis(59_000);
        assertThat(stage.session.state()).isEqualTo(SessionState.RELAYING);
        stage.transport.advanceMillis(1_100);
        stage.session.onInputEnd(Side.SERVER);
        stage.ends("cD");
    }

    @Test
    void killed() {
        stage.connected();
        stage.session.kill('K');
        stage.transport.run();
        stage.ends("KD");
        assertThat(stage.transport.verbs).startsWith("reset SERVER").endsWith("close CLIENT");
    }
}
