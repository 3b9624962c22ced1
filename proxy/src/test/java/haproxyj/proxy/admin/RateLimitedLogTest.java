package haproxyj.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

class RateLimitedLogTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void permitsSoManyASecondAndTellsWhatWasLeftOut() {
        for (long start : new long[] {0, -5 * SECOND, Long.MIN_VALUE / 2 / SECOND * SECOND, 7 * SECOND}) {
            LogRate rate = new LogRate(2);
            assertThat(rate.permit(start)).isZero();
            assertThat(rate.permit(start + 1)).isZero();
            assertThat(rate.permit(start + 2)).isEqualTo(LogRate.SUPPRESSED);
            assertThat(rate.permit(start + SECOND - 1)).isEqualTo(LogRate.SUPPRESSED);
            assertThat(rate.permit(start + 9 * SECOND)).isEqualTo(2);
            assertThat(rate.permit(start + 9 * SECOND)).isZero();
            assertThat(rate.permit(start + 20 * SECOND)).isZero();
        }
    }

    @Test
    void needsAtLeastOneLine() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LogRate(0));
    }

    @Test
    void limitsEachKindByItselfAndAppendsTheCount() {
        List<String> written = new ArrayList<>();
        AtomicLong clock = new AtomicLong();
        RateLimitedLog log = new RateLimitedLog(capturing(written), 1, clock::get);
        for (int i = 0; i < 5; i++) {
            log.warn("connect", () -> "connect failed");
        }
        log.info("accept", () -> "accept failed");
        clock.set(SECOND);
        log.warn("connect", () -> "connect failed");
        assertThat(written)
                .containsExactly(
                        "connect failed", "accept failed", "connect failed (4 more like this were not logged)");
    }

    @Test
    void remembersABoundedNumberOfKinds() {
        List<String> written = new ArrayList<>();
        RateLimitedLog log = new RateLimitedLog(capturing(written), 1, () -> 0);
        for (int i = 0; i < 1000; i++) {
            String kind = "kind " + i;
            log.warn(kind, () -> kind);
        }
        assertThat(written).hasSize(257); // 256 kinds and one line for all the others
    }

    private static Logger capturing(List<String> written) {
        Logger logger = mock(Logger.class);
        LoggingEventBuilder builder = mock(LoggingEventBuilder.class);
        when(logger.isEnabledForLevel(any(Level.class))).thenReturn(true);
        when(logger.atLevel(any(Level.class))).thenReturn(builder);
        doAnswer(call -> written.add(call.getArgument(0))).when(builder).log(anyString());
        return logger;
    }
}
