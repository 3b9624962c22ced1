package haproxyj.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = Long.MAX_VALUE - SECOND;

    private final Heartbeat heartbeat = new Heartbeat(10 * SECOND, START);

    @Test
    void sendsAfterHalfAnIntervalOfSilenceOnOurSide() {
        assertThat(heartbeat.delay(START)).isEqualTo(5 * SECOND);
        assertThat(heartbeat.onTimer(START + 4 * SECOND)).isEqualTo(Heartbeat.Verdict.QUIET);
        assertThat(heartbeat.onTimer(START + 5 * SECOND)).isEqualTo(Heartbeat.Verdict.SEND);
        heartbeat.onWrite(START + 5 * SECOND);
        assertThat(heartbeat.onTimer(START + 9 * SECOND)).isEqualTo(Heartbeat.Verdict.QUIET);
        assertThat(heartbeat.delay(START + 9 * SECOND)).isEqualTo(SECOND);
    }

    @Test
    void givesUpAfterTwoIntervalsWithoutAnOctet() {
        heartbeat.onWrite(START + 19 * SECOND);
        assertThat(heartbeat.onTimer(START + 20 * SECOND - 1)).isEqualTo(Heartbeat.Verdict.QUIET);
        assertThat(heartbeat.onTimer(START + 20 * SECOND)).isEqualTo(Heartbeat.Verdict.DEAD);
        heartbeat.onRead(START + 20 * SECOND);
        assertThat(heartbeat.onTimer(START + 20 * SECOND)).isEqualTo(Heartbeat.Verdict.QUIET);
    }

    @Test
    void theTimerNeverSpins() {
        assertThat(heartbeat.delay(START + 100 * SECOND)).isPositive();
    }
}
