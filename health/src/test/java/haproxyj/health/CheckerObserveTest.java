package haproxyj.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CheckerObserveTest {

    private static final int LIMIT = 3;
    private static final Duration FAST = Duration.ofSeconds(1);

    private static CheckerFixture observing(OnError onError) {
        return new CheckerFixture(Policies.rabbit().fastinter(FAST).observe(LIMIT, onError)).fullyUp();
    }

    private static void errors(CheckerFixture f, int count) {
        for (int i = 0; i < count; i++) {
            f.checker.trafficError();
        }
    }

    @Test
    void fewerErrorsThanTheLimitDoNothing() {
        CheckerFixture f = observing(OnError.MARK_DOWN);
        errors(f, LIMIT - 1);
        assertThat(f.events).isEmpty();
        assertThat(f.untilNextCheck()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aSuccessInBetweenResetsTheCount() {
        CheckerFixture f = observing(OnError.MARK_DOWN);
        errors(f, LIMIT - 1);
        f.checker.trafficSuccess();
        errors(f, LIMIT - 1);
        assertThat(f.checker.health().up()).isTrue();
        errors(f, 1);
        assertThat(f.checker.health().up()).isFalse();
    }

    @Test
    void aPassedCheckResetsTheCountToo() {
        CheckerFixture f = observing(OnError.MARK_DOWN);
        errors(f, LIMIT - 1);
        f.untilNextCheck();
        f.answer(CheckStatus.L4OK);
        errors(f, LIMIT - 1);
        assertThat(f.checker.health().up()).isTrue();
    }

    @Test
    void fastinterOnlyBringsTheNextCheckForwardOnce() {
        CheckerFixture f = observing(OnError.FASTINTER);
        errors(f, LIMIT);
        assertThat(f.events).isEmpty();
        assertThat(f.untilNextCheck()).isEqualTo(FAST);
        f.answer(CheckStatus.L4OK);
        assertThat(f.untilNextCheck()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aCheckThatIsDueSoonerIsNotPutOff() {
        CheckerFixture f = observing(OnError.FASTINTER);
        f.scheduler.advance(Duration.ofMillis(4_600));
        errors(f, LIMIT);
        assertThat(f.untilNextCheck()).isEqualTo(Duration.ofMillis(400));
    }

    @Test
    void fastinterDuringACheckLetsItEndAndHurriesTheNext() {
        CheckerFixture f = observing(OnError.FASTINTER);
        f.untilNextCheck();
        errors(f, LIMIT);
        f.answer(CheckStatus.L4OK);
        assertThat(f.events).containsExactly("L4OK 3/3 UP");
        assertThat(f.untilNextCheck()).isEqualTo(FAST);
    }

    @Test
    void failCheckCountsOneFailurePerLimit() {
        CheckerFixture f = observing(OnError.FAIL_CHECK);
        errors(f, LIMIT);
        assertThat(f.events).containsExactly("HANA 2/3 UP");
        errors(f, 2 * LIMIT);
        assertThat(f.events)
                .endsWith(
                        "HANA 1/3 UP",
                        "HANA 0/2 DOWN",
                        "DOWN: Health analyze, info: \"3 failed connects of real traffic in a row\"");
        assertThat(f.checker.lastResult().status()).isEqualTo(CheckStatus.HANA);
    }

    @Test
    void failCheckBringsTheNextCheckForward() {
        CheckerFixture f = observing(OnError.FAIL_CHECK);
        errors(f, LIMIT);
        assertThat(f.untilNextCheck()).isEqualTo(FAST);
    }

    @Test
    void failCheckDuringACheckStandsForIt() {
        CheckerFixture f = observing(OnError.FAIL_CHECK);
        f.untilNextCheck();
        errors(f, LIMIT);
        f.answer(CheckStatus.L4OK);
        assertThat(f.events).containsExactly("HANA 2/3 UP");
        assertThat(f.untilNextCheck()).isEqualTo(FAST);
    }

    @Test
    void suddenDeathMakesTheNextFailureFatal() {
        CheckerFixture f = observing(OnError.SUDDEN_DEATH);
        errors(f, LIMIT);
        assertThat(f.events).containsExactly("HANA 1/3 UP");
        f.untilNextCheck();
        f.answer(CheckStatus.L4CON);
        assertThat(f.checker.health().up()).isFalse();
    }

    @Test
    void suddenDeathIsForgivenByOneSuccess() {
        CheckerFixture f = observing(OnError.SUDDEN_DEATH);
        errors(f, LIMIT);
        f.untilNextCheck();
        f.answer(CheckStatus.L4OK);
        assertThat(f.checker.health().describe()).isEqualTo("3/3 UP");
    }

    @Test
    void markDownActsAtOnce() {
        CheckerFixture f = observing(OnError.MARK_DOWN);
        errors(f, LIMIT);
        assertThat(f.events.get(0)).isEqualTo("HANA 0/2 DOWN");
        assertThat(f.events.get(1)).startsWith("DOWN: Health analyze");
        assertThat(f.events).hasSize(2);
    }

    @Test
    void withoutFastinterTheScheduleStays() {
        CheckerFixture f = new CheckerFixture(Policies.rabbit().observe(LIMIT, OnError.FAIL_CHECK)).fullyUp();
        f.scheduler.advance(Duration.ofSeconds(2));
        errors(f, LIMIT);
        assertThat(f.untilNextCheck()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void trafficDoesNotCountWithoutObserveNorInMaintenance() {
        CheckerFixture blind = new CheckerFixture(Policies.rabbit()).fullyUp();
        errors(blind, 100);
        assertThat(blind.events).isEmpty();
        CheckerFixture f = observing(OnError.MARK_DOWN);
        f.checker.enterMaintenance();
        f.events.clear();
        errors(f, 100);
        f.checker.leaveMaintenance();
        assertThat(f.events).containsExactly("UP: leaving maintenance");
    }
}
