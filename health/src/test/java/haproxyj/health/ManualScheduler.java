package haproxyj.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A scheduler whose clock moves only when told. Tasks run inside {@link #advance}, in order of time, then of scheduling. */
final class ManualScheduler implements CheckScheduler {

    private record Task(Runnable action, long dueNanos) {}

    private final List<Task> tasks = new ArrayList<>();
    private final long startNanos;
    private long nowNanos;

    /** The clock starts close to its overflow, since {@code System.nanoTime} may. */
    ManualScheduler() {
        startNanos = Long.MAX_VALUE - Duration.ofSeconds(7).toNanos();
        nowNanos = startNanos;
    }

    @Override
    public long nowNanos() {
        return nowNanos;
    }

    @Override
    public Cancellable schedule(Runnable action, long delayNanos) {
        Task task = new Task(action, nowNanos + Math.max(0, delayNanos));
        tasks.add(task);
        return () -> tasks.removeIf(other -> other == task);
    }

    /** Time since the scheduler was made. */
    Duration elapsed() {
        return Duration.ofNanos(nowNanos - startNanos);
    }

    int pending() {
        return tasks.size();
    }

    /** Runs what is due now, without moving the clock. */
    void runDue() {
        advance(Duration.ZERO);
    }

    void advance(Duration time) {
        long end = nowNanos + time.toNanos();
        while (true) {
            Task next = tasks.stream()
                    .min(Comparator.comparingLong(task -> task.dueNanos() - startNanos))
                    .orElse(null);
            if (next == null || next.dueNanos() - end > 0) {
                break;
            }
            tasks.remove(next);
            nowNanos = next.dueNanos();
            next.action().run();
        }
        nowNanos = end;
    }
}
