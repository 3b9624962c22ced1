package haproxyj.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogGateTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void passesAFewLinesASecondAndCountsTheRest() {
        LogGate gate = new LogGate(2, 0);
        assertThat(gate.permit(1)).isZero();
        assertThat(gate.permit(2)).isZero();
        assertThat(gate.permit(3)).isNegative();
        assertThat(gate.permit(SECOND - 1)).isNegative();
        assertThat(gate.permit(SECOND)).isEqualTo(2);
        assertThat(gate.permit(SECOND + 1)).isZero();
    }
}
