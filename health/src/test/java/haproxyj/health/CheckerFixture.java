package haproxyj.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A checker on a hand-moved clock, with a probe that answers when told and a listener that writes everything down. */
final class CheckerFixture implements Probe, Checker.Listener {

    final ManualScheduler scheduler = new ManualScheduler();
    final List<CompletableFuture<CheckResult>> runs = new ArrayList<>();
    /** When each check started, since the beginning. */
    final List<Duration> starts = new ArrayList<>();

    final List<ProbeLimits> limits = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    final Checker checker;

    CheckerFixture(Policies policy) {
        this(policy, 0, 0);
    }

    CheckerFixture(Policies policy, int spreadPercent, long seed) {
        checker = new Checker(policy.build(), this, scheduler, spreadPercent, new Random(seed), this);
    }

    @Override
    public CompletionStage<CheckResult> run(ProbeLimits given) {
        CompletableFuture<CheckResult> run = new CompletableFuture<>();
        runs.add(run);
        starts.add(scheduler.elapsed());
        limits.add(given);
        return run;
    }

    @Override
    public void checked(CheckResult result, Health health) {
        events.add(result.status() + " " + health.describe());
    }

    @Override
    public void changed(boolean up, String reason, CheckResult result) {
        events.add((up ? "UP: " : "DOWN: ") + reason);
    }

    /** The running check ends now. */
    void answer(CheckStatus status) {
        runs.get(runs.size() - 1).complete(new CheckResult(status, "", 1));
        scheduler.runDue();
    }

    /** Moves the clock to the start of the next check, and says how long that took. */
    Duration untilNextCheck() {
        int before = runs.size();
        Duration from = scheduler.elapsed();
        for (int i = 0; i < 100_000 && runs.size() == before; i++) {
            scheduler.advance(Duration.ofMillis(1));
        }
        if (runs.size() == before) {
            throw new AssertionError("no check started within 100 s");
        }
        return starts.get(before).minus(from);
    }

    /** Starts and brings the server to "3/3 UP" with the next check waiting. */
    CheckerFixture fullyUp() {
        checker.start(0);
        scheduler.runDue();
        answer(CheckStatus.L4OK);
        events.clear();
        return this;
    }
}
