package haproxyj.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CheckerLifecycleTest {

    private final Policies policy = Policies.rabbit().fastinter(Duration.ofSeconds(1));

    @Test
    void stopDuringACheckIgnoresItsResultAndGivesTheProbeUp() {
        CheckerFixture f = new CheckerFixture(policy).fullyUp();
        f.untilNextCheck();
        f.checker.stop();
        assertThat(f.runs.get(1)).isCancelled();
        f.answer(CheckStatus.L4CON);
        f.scheduler.advance(Duration.ofMinutes(1));
        assertThat(f.events).isEmpty();
        assertThat(f.runs).hasSize(2);
        assertThat(f.scheduler.pending()).isZero();
    }

    @Test
    void aResultAlreadyOnItsWayIsIgnoredAfterStop() {
        CheckerFixture f = new CheckerFixture(policy).fullyUp();
        f.untilNextCheck();
        f.runs.get(1).complete(new CheckResult(CheckStatus.L4CON, "", 1));
        f.checker.stop();
        f.scheduler.advance(Duration.ofMinutes(1));
        assertThat(f.events).isEmpty();
        assertThat(f.checker.health().describe()).isEqualTo("3/3 UP");
    }

    @Test
    void stopWhileWaitingDisarmsTheTimer() {
        CheckerFixture f = new CheckerFixture(policy).fullyUp();
        f.checker.stop();
        assertThat(f.scheduler.pending()).isZero();
        f.checker.start(0);
        f.checker.leaveMaintenance();
        f.scheduler.advance(Duration.ofMinutes(1));
        assertThat(f.runs).hasSize(1);
    }

    @Test
    void maintenancePausesChecksAndZeroesHealth() {
        CheckerFixture f = new CheckerFixture(policy).fullyUp();
        f.checker.enterMaintenance();
        f.checker.enterMaintenance();
        f.scheduler.advance(Duration.ofMinutes(1));
        assertThat(f.runs).hasSize(1);
        assertThat(f.checker.health().describe()).isEqualTo("0/2 DOWN");
        assertThat(f.events).containsExactly("DOWN: maintenance");
    }

    @Test
    void maintenanceDuringACheckIgnoresItsResult() {
        CheckerFixture f = new CheckerFixture(policy).fullyUp();
        f.untilNextCheck();
        f.checker.enterMaintenance();
        f.answer(CheckStatus.L4OK);
        assertThat(f.checker.health().describe()).isEqualTo("0/2 DOWN");
        assertThat(f.events).containsExactly("DOWN: maintenance");
    }

    @Test
    void leavingMaintenanceStartsOnTheEdgeAndChecksAtOnce() {
        CheckerFixture f = new CheckerFixture(policy).fullyUp();
        f.checker.enterMaintenance();
        f.scheduler.advance(Duration.ofMinutes(1));
        f.checker.leaveMaintenance();
        assertThat(f.checker.health().describe()).isEqualTo("1/3 UP");
        assertThat(f.untilNextCheck()).isEqualTo(Duration.ZERO);
        f.answer(CheckStatus.L4CON);
        assertThat(f.events)
                .containsExactly(
                        "DOWN: maintenance",
                        "UP: leaving maintenance",
                        "L4CON 0/2 DOWN",
                        "DOWN: Layer4 connection problem");
    }

    @Test
    void initStateAlsoDecidesHowMaintenanceIsLeft() {
        CheckerFixture f = new CheckerFixture(policy.init(InitState.DOWN));
        f.checker.start(0);
        f.checker.enterMaintenance();
        f.checker.leaveMaintenance();
        assertThat(f.checker.health().describe()).isEqualTo("1/2 DOWN");
        assertThat(f.events).isEmpty();
    }

    @Test
    void aServerMayStartInMaintenance() {
        CheckerFixture f = new CheckerFixture(policy);
        f.checker.enterMaintenance();
        f.checker.start(0);
        f.scheduler.advance(Duration.ofMinutes(1));
        assertThat(f.runs).isEmpty();
        f.checker.leaveMaintenance();
        assertThat(f.untilNextCheck()).isEqualTo(Duration.ZERO);
    }

    @Test
    void theListenerMayStopTheChecker() {
        ManualScheduler scheduler = new ManualScheduler();
        CheckerFixture probe = new CheckerFixture(policy);
        Checker[] self = new Checker[1];
        self[0] = new Checker(policy.build(), probe, scheduler, 0, new Random(1), new Checker.Listener() {
            @Override
            public void checked(CheckResult result, Health health) {
                self[0].stop();
            }

            @Override
            public void changed(boolean up, String reason, CheckResult result) {}
        });
        self[0].start(0);
        scheduler.runDue();
        probe.runs.get(0).complete(new CheckResult(CheckStatus.L4OK, "", 1));
        scheduler.runDue();
        assertThat(scheduler.pending()).isZero();
    }

    @Test
    void aSpreadBeyondHalfIsRefused() {
        assertThatThrownBy(() -> new CheckerFixture(policy, 51, 1)).hasMessageContaining("0 to 50");
    }
}
