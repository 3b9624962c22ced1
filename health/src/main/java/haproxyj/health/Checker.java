package haproxyj.health;

import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks one server for as long as it lives: runs the probe, counts the results, feeds in what real traffic meets, and
 * tells its listener. Follows HAProxy's {@code process_chk_conn} and {@code __health_adjust} ({@code src/check.c}).
 *
 * <p>Threading: belongs to the scheduler's executor; every method is called there, and so is the listener. Only the probe
 * may finish elsewhere. The listener may call back into the checker.
 *
 * <p>States: {@link State}. One check at a time; a result that comes after its check was given up is ignored.
 */
public final class Checker {

    private static final Logger LOG = LoggerFactory.getLogger(Checker.class);

    /** Told about results, on the checker's executor. */
    public interface Listener {

        /** After every check and every passive failure that was counted; {@code health} is the value after it. */
        void checked(CheckResult result, Health health);

        /**
         * On each UP/DOWN transition, after {@link #checked}. Entering and leaving maintenance are transitions too, made
         * inside {@link #enterMaintenance} and {@link #leaveMaintenance}; {@code result} is then the last one known.
         *
         * @param reason for log lines: {@code Layer4 timeout, info: "..."} or {@code maintenance}
         */
        void changed(boolean up, String reason, CheckResult result);
    }

    private enum State {
        /** Created; nothing runs yet. */
        NEW,
        /** The timer of the next check is armed. */
        WAITING,
        /** A probe is running. */
        CHECKING,
        /** Paused by the administrator; health is zero, neither timer nor probe runs. */
        MAINTENANCE,
        /** Stopped for good. */
        STOPPED
    }

    private final CheckPolicy policy;
    private final Probe probe;
    private final CheckScheduler scheduler;
    private final int spreadPercent;
    private final RandomGenerator random;
    private final Listener listener;

    private State state = State.NEW;
    private Health health;
    private CheckResult lastResult = CheckResult.NONE;
    /** Errors of real traffic in a row. */
    private int trafficErrors;
    /** Traffic errors asked for the fast interval; holds for one wait. */
    private boolean fast;
    /** Counts states entered, so that what belongs to an earlier one is recognised as late. */
    private long round;

    private long dueNanos;
    private CheckScheduler.@Nullable Cancellable timer;
    private @Nullable CompletionStage<CheckResult> running;

    /**
     * A checker at rest.
     *
     * @param spreadPercent each wait varies by up to plus or minus this many percent, 0 to 50
     * @param random used only when {@code spreadPercent} is above 0
     */
    public Checker(
            CheckPolicy policy,
            Probe probe,
            CheckScheduler scheduler,
            int spreadPercent,
            RandomGenerator random,
            Listener listener) {
        if (spreadPercent < 0 || spreadPercent > 50) {
            throw new IllegalArgumentException("spread-checks takes 0 to 50 percent, not " + spreadPercent);
        }
        this.policy = policy;
        this.probe = probe;
        this.scheduler = scheduler;
        this.spreadPercent = spreadPercent;
        this.random = random;
        this.listener = listener;
        this.health = Health.initial(policy);
    }

    /** Begins to check, the first time after a delay ({@link FirstChecks}). No effect unless new. */
    public void start(long initialDelayNanos) {
        if (state == State.NEW) {
            enter(State.WAITING, initialDelayNanos, "started");
        }
    }

    /** Ends checking for good; a running check is given up and its result ignored. */
    public void stop() {
        enter(State.STOPPED, 0, "stopped");
    }

    /** A connect of real traffic failed or timed out; counts if {@code observe layer4} is set and checks are running. */
    public void trafficError() {
        if (!observing() || ++trafficErrors < policy.errorLimit()) {
            return;
        }
        int errors = trafficErrors;
        trafficErrors = 0;
        fast = true;
        if (policy.onError() == OnError.FASTINTER) {
            advance();
            return;
        }
        CheckResult result = new CheckResult(CheckStatus.HANA, errors + " failed connects of real traffic in a row", 0);
        boolean wasUp = health.up();
        health = health.afterTrafficErrors(policy.onError());
        lastResult = result;
        if (state == State.CHECKING) {
            // This failure stands for the running check, as in HAProxy.
            enter(State.WAITING, nextWait(), "traffic errors");
        } else {
            advance();
        }
        report(wasUp, health, result);
    }

    /** A connect of real traffic succeeded: errors no longer come in a row. */
    public void trafficSuccess() {
        trafficErrors = 0;
    }

    /** Pauses checks and zeroes health (HAProxy {@code set server ... state maint}). No effect if already there. */
    public void enterMaintenance() {
        if (state == State.MAINTENANCE || state == State.STOPPED) {
            return;
        }
        boolean wasUp = health.up();
        health = health.zeroed();
        trafficErrors = 0;
        fast = false;
        enter(State.MAINTENANCE, 0, "maintenance");
        if (wasUp) {
            listener.changed(false, "maintenance", lastResult);
        }
    }

    /**
     * Starts over from the initial health ({@code init-state}; by default UP on the edge, where the first failure is fatal)
     * and checks at once. No effect unless in maintenance.
     */
    public void leaveMaintenance() {
        if (state != State.MAINTENANCE) {
            return;
        }
        health = Health.initial(policy);
        enter(State.WAITING, 0, "leaving maintenance");
        if (health.up()) {
            listener.changed(true, "leaving maintenance", lastResult);
        }
    }

    /** The current value. */
    public Health health() {
        return health;
    }

    /** The last result, UNK before the first. */
    public CheckResult lastResult() {
        return lastResult;
    }

    private boolean observing() {
        return policy.observe() == Observe.LAYER4 && (state == State.WAITING || state == State.CHECKING);
    }

    /** Brings a waiting check forward to the fast interval, if there is one and it would be earlier. */
    private void advance() {
        if (state != State.WAITING || policy.fastinter().isEmpty()) {
            return;
        }
        long fastDue = scheduler.nowNanos()
                + CheckSchedule.interval(policy, health, true).toNanos();
        if (fastDue - dueNanos < 0) {
            enter(State.WAITING, nextWait(), "check brought forward");
        }
    }

    private long nextWait() {
        long wait = CheckSchedule.waitNanos(policy, health, fast, spreadPercent, random);
        fast = false;
        return wait;
    }

    private void completed(long startedIn, CheckResult result) {
        if (startedIn != round) {
            return;
        }
        boolean wasUp = health.up();
        if (result.status().passed()) {
            health = health.passed();
            trafficErrors = 0;
        } else {
            health = health.failed();
        }
        lastResult = result;
        enter(State.WAITING, nextWait(), result.status().name());
        report(wasUp, health, result);
    }

    /** Last in every event, because the listener may call back. */
    private void report(boolean wasUp, Health after, CheckResult result) {
        listener.checked(result, after);
        if (after.up() != wasUp) {
            listener.changed(after.up(), result.reason(), result);
        }
    }

    /** The only place that changes the state; leaving one ends its timer and its probe. */
    private void enter(State next, long waitNanos, String reason) {
        LOG.debug("{} -> {}: {}, {}", state, next, reason, health.describe());
        state = next;
        round++;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        if (running != null) {
            running.toCompletableFuture().cancel(false);
            running = null;
        }
        if (next == State.WAITING) {
            long entered = round;
            dueNanos = scheduler.nowNanos() + waitNanos;
            timer = scheduler.schedule(
                    () -> {
                        if (entered == round) {
                            enter(State.CHECKING, 0, "due");
                        }
                    },
                    waitNanos);
        } else if (next == State.CHECKING) {
            runProbe(round);
        }
    }

    private void runProbe(long startedIn) {
        CompletionStage<CheckResult> stage;
        try {
            stage = probe.run(CheckSchedule.limits(policy));
        } catch (RuntimeException e) {
            LOG.error("a probe could not be started", e);
            scheduler.schedule(() -> completed(startedIn, broken(e)), 0);
            return;
        }
        running = stage;
        stage.whenComplete((result, error) ->
                scheduler.schedule(() -> completed(startedIn, error == null ? result : broken(error)), 0));
    }

    /** A probe that breaks its contract must not end the checks: it counts as a local failure. */
    private static CheckResult broken(Throwable error) {
        return new CheckResult(CheckStatus.SOCKERR, "the probe itself failed: " + error, 0);
    }
}
