package haproxyj.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CheckerScheduleTest {

    private static final Duration FAST = Duration.ofSeconds(1);
    private static final Duration INTER = Duration.ofSeconds(5);
    private static final Duration DOWN = Duration.ofSeconds(20);

    private final Policies policy = Policies.rabbit().fastinter(FAST).downinter(DOWN);

    @Test
    void theFirstCheckStartsAfterTheInitialDelay() {
        CheckerFixture f = new CheckerFixture(policy);
        assertThat(f.checker.lastResult()).isEqualTo(CheckResult.NONE);
        f.checker.start(Duration.ofMillis(700).toNanos());
        assertThat(f.untilNextCheck()).isEqualTo(Duration.ofMillis(700));
    }

    @Test
    void aFailingServerGoesThroughFastToDownInterval() {
        CheckerFixture f = new CheckerFixture(policy).fullyUp();
        assertThat(f.untilNextCheck()).isEqualTo(INTER);
        f.answer(CheckStatus.L4CON);
        assertThat(f.untilNextCheck()).isEqualTo(FAST);
        f.answer(CheckStatus.L4CON);
        assertThat(f.untilNextCheck()).isEqualTo(FAST);
        f.answer(CheckStatus.L4CON);
        assertThat(f.events)
                .containsExactly("L4CON 2/3 UP", "L4CON 1/3 UP", "L4CON 0/2 DOWN", "DOWN: Layer4 connection problem");
        assertThat(f.untilNextCheck()).isEqualTo(DOWN);
    }

    @Test
    void aRecoveringServerGoesThroughFastToNormalInterval() {
        CheckerFixture f = new CheckerFixture(policy.init(InitState.FULLY_DOWN));
        f.checker.start(0);
        f.scheduler.runDue();
        f.answer(CheckStatus.L4OK);
        assertThat(f.untilNextCheck()).isEqualTo(FAST);
        f.answer(CheckStatus.L4OK);
        assertThat(f.events).containsExactly("L4OK 1/2 DOWN", "L4OK 3/3 UP", "UP: Layer4 check passed");
        assertThat(f.untilNextCheck()).isEqualTo(INTER);
    }

    @Test
    void waitsCountFromTheEndOfACheck() {
        CheckerFixture f = new CheckerFixture(policy).fullyUp();
        f.untilNextCheck();
        f.scheduler.advance(Duration.ofSeconds(3));
        f.answer(CheckStatus.L4OK);
        assertThat(f.untilNextCheck()).isEqualTo(INTER);
        assertThat(f.starts.get(2).minus(f.starts.get(1))).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void thereIsNeverASecondCheckWhileOneRuns() {
        CheckerFixture f = new CheckerFixture(policy).fullyUp();
        f.untilNextCheck();
        f.scheduler.advance(Duration.ofMinutes(10));
        assertThat(f.runs).hasSize(2);
    }

    @Test
    void oneFailedFirstCheckMarksTheServerDown() {
        CheckerFixture f = new CheckerFixture(policy);
        f.checker.start(0);
        f.scheduler.runDue();
        assertThat(f.checker.health().up()).isTrue();
        f.answer(CheckStatus.L4TOUT);
        assertThat(f.events).containsExactly("L4TOUT 0/2 DOWN", "DOWN: Layer4 timeout");
        assertThat(f.checker.lastResult().status()).isEqualTo(CheckStatus.L4TOUT);
    }

    @Test
    void checksOfDifferentSeedsDriftApart() {
        long seed = 42;
        CheckerFixture f = new CheckerFixture(policy, 10, seed).fullyUp();
        Duration first = f.untilNextCheck();
        f.answer(CheckStatus.L4OK);
        Duration second = f.untilNextCheck();
        assertThat(first).as("seed %d", seed).isBetween(Duration.ofMillis(4_500), Duration.ofMillis(5_500));
        assertThat(second).as("seed %d", seed).isBetween(Duration.ofMillis(4_500), Duration.ofMillis(5_500));
        assertThat(second).as("seed %d", seed).isNotEqualTo(first);
    }

    @Test
    void aProbeThatBreaksCountsAsFailedAndChecksGoOn() {
        CheckerFixture f = new CheckerFixture(policy).fullyUp();
        f.untilNextCheck();
        f.runs.get(1).completeExceptionally(new IllegalStateException("bug"));
        f.scheduler.runDue();
        assertThat(f.events).containsExactly("SOCKERR 2/3 UP");
        assertThat(f.untilNextCheck()).isEqualTo(FAST);
    }

    /**
     * A server that accepts and then says nothing fails each check only after its full timeout, so it is declared DOWN after
     * fall x timeout plus the fast waits between, not after fall x inter.
     */
    @Test
    void aFrozenServerIsDownAfterFallTimesTimeoutAndFastinter() {
        CheckerFixture f = new CheckerFixture(policy.timeoutCheck(Duration.ofSeconds(4))).fullyUp();
        f.untilNextCheck();
        Duration frozen = f.scheduler.elapsed();
        int fall = 3;
        for (int check = 0; check < fall; check++) {
            assertThat(f.checker.health().up()).isTrue();
            // The probe of a silent server ends when its read limit does.
            f.scheduler.advance(
                    Duration.ofNanos(f.limits.get(f.limits.size() - 1).readNanos()));
            f.answer(CheckStatus.L7TOUT);
            if (check < fall - 1) {
                f.untilNextCheck();
            }
        }
        assertThat(f.checker.health().up()).isFalse();
        assertThat(f.scheduler.elapsed().minus(frozen)).isEqualTo(Duration.ofSeconds(3 * 4 + 2 * 1));
    }
}
