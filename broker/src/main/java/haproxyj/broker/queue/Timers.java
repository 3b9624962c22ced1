package haproxyj.broker.queue;

import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The time queues live by, and which of them wants to be called when. Time moves when the engine says so, once a round.
 *
 * <p>Threading: owned by the engine. All times are milliseconds of one monotonic clock, {@link #epochSeconds()} aside.
 */
public final class Timers {
    /** No time at all. */
    static final long NEVER = Long.MAX_VALUE;

    private record Timer(long at, Queue queue) {}

    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::at));
    private long now;
    private long epochSeconds;

    /** At time 0. */
    public Timers() {}

    /** Moves time on. */
    public void advance(long nowMillis, long secondsSinceEpoch) {
        now = nowMillis;
        epochSeconds = secondsSinceEpoch;
    }

    /** Takes out one queue whose time has come. */
    public Optional<Queue> due() {
        for (Timer first = timers.peek(); first != null && first.at() <= now; first = timers.peek()) {
            timers.remove();
            // A queue that has since asked for an earlier call has forgotten this one.
            if (first.queue().waitsFor(first.at())) {
                return Optional.of(first.queue());
            }
        }
        return Optional.empty();
    }

    /** When {@link #due} will have something to say, {@link Long#MAX_VALUE} for never. */
    public long next() {
        Timer first = timers.peek();
        return first == null ? NEVER : first.at();
    }

    /** The date, for headers. */
    public long epochSeconds() {
        return epochSeconds;
    }

    long now() {
        return now;
    }

    void add(long at, Queue queue) {
        timers.add(new Timer(at, queue));
    }

    /** A queue that is gone must not be kept by its timers. */
    void forget(Queue queue) {
        timers.removeIf(timer -> timer.queue() == queue);
    }
}
