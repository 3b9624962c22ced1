package haproxyj.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CheckScheduleTest {

    private static final Duration INTER = Duration.ofSeconds(5);
    private static final Duration FAST = Duration.ofSeconds(1);
    private static final Duration DOWN = Duration.ofSeconds(20);

    private final CheckPolicy all =
            Policies.rabbit().fastinter(FAST).downinter(DOWN).build();
    private final CheckPolicy interOnly = Policies.rabbit().build();

    private static Health health(int value) {
        return new Health(value, 2, 3);
    }

    @Test
    void everyHealthHasItsInterval() {
        List<Duration> byHealth = List.of(DOWN, FAST, FAST, FAST, INTER);
        for (int value = 0; value <= 4; value++) {
            assertThat(CheckSchedule.interval(all, health(value), false))
                    .as("health %d", value)
                    .isEqualTo(byHealth.get(value));
            assertThat(CheckSchedule.interval(interOnly, health(value), false)).isEqualTo(INTER);
        }
    }

    @Test
    void theFastFlagHurriesAllButAServerThatIsDown() {
        assertThat(CheckSchedule.interval(all, health(4), true)).isEqualTo(FAST);
        assertThat(CheckSchedule.interval(all, health(3), true)).isEqualTo(FAST);
        assertThat(CheckSchedule.interval(all, health(0), true)).isEqualTo(DOWN);
        assertThat(CheckSchedule.interval(interOnly, health(4), true)).isEqualTo(INTER);
    }

    @Test
    void spreadStaysWithinItsPercentAndUsesAllOfIt() {
        long seed = 20261122;
        Random random = new Random(seed);
        LongSummaryStatistics waits = LongStream.range(0, 10_000)
                .map(i -> CheckSchedule.waitNanos(all, health(4), false, 20, random))
                .summaryStatistics();
        assertThat(Duration.ofNanos(waits.getMin()))
                .as("seed %d", seed)
                .isBetween(Duration.ofSeconds(4), Duration.ofMillis(4_050));
        assertThat(Duration.ofNanos(waits.getMax()))
                .as("seed %d", seed)
                .isBetween(Duration.ofMillis(5_950), Duration.ofSeconds(6));
    }

    @Test
    void withoutTimeoutCheckAllMustFitInInter() {
        CheckPolicy policy = Policies.rabbit()
                .fastinter(FAST)
                .timeoutConnect(Duration.ofSeconds(1))
                .build();
        long inter = INTER.toNanos();
        assertThat(CheckSchedule.limits(policy)).isEqualTo(new ProbeLimits(inter, inter, 0));
    }

    @Test
    void withTimeoutCheckConnectAndReadHaveTheirOwnLimits() {
        Policies policy = Policies.rabbit().timeoutCheck(Duration.ofSeconds(10));
        assertThat(CheckSchedule.limits(policy.build()).connectNanos()).isEqualTo(INTER.toNanos());
        assertThat(CheckSchedule.limits(policy.build()).readNanos())
                .isEqualTo(Duration.ofSeconds(10).toNanos());
        policy.timeoutConnect(Duration.ofSeconds(2));
        assertThat(CheckSchedule.limits(policy.build()).connectNanos())
                .isEqualTo(Duration.ofSeconds(2).toNanos());
        policy.timeoutConnect(Duration.ofSeconds(60));
        assertThat(CheckSchedule.limits(policy.build()).connectNanos()).isEqualTo(INTER.toNanos());
    }

    @Test
    void firstChecksAreSpreadOverTheSmallestInterval() {
        Duration smallest =
                FirstChecks.smallest(List.of(Duration.ofMillis(200), Duration.ofSeconds(4), Duration.ofSeconds(10)));
        assertThat(smallest).isEqualTo(Duration.ofSeconds(4));
        Duration own = Duration.ofSeconds(2);
        assertThat(LongStream.range(0, 4)
                        .map(k -> FirstChecks.delayNanos((int) k, 4, smallest, own))
                        .mapToObj(nanos -> Duration.ofNanos(nanos).toMillis()))
                .containsExactly(0L, 1_000L, 2_000L, 3_000L);
    }

    @Test
    void aSlowerCheckIsSpreadOverItsOwnInterval() {
        long delay = FirstChecks.delayNanos(1, 2, Duration.ofSeconds(4), Duration.ofSeconds(60));
        assertThat(Duration.ofNanos(delay)).isEqualTo(Duration.ofSeconds(30));
        assertThat(FirstChecks.smallest(List.of(Duration.ofMillis(999)))).isEqualTo(Duration.ZERO);
    }

    @Test
    void aCheckOutsideTheCountIsRefused() {
        assertThatThrownBy(() -> FirstChecks.delayNanos(2, 2, INTER, INTER)).hasMessageContaining("check 2 of 2");
    }

    @Test
    void theFirstIntervalIsThatOfTheStartingEdge() {
        assertThat(FirstChecks.own(all)).isEqualTo(FAST);
        Policies policy = Policies.rabbit().fastinter(FAST).downinter(DOWN);
        assertThat(FirstChecks.own(policy.init(InitState.FULLY_UP).build())).isEqualTo(INTER);
        assertThat(FirstChecks.own(policy.init(InitState.FULLY_DOWN).build())).isEqualTo(DOWN);
    }
}
