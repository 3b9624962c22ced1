package haproxyj.health;

/**
 * The clock and the timer a {@link Checker} lives on: a port, so that tests move time by hand.
 *
 * <p>Threading: {@link #schedule} may be called from any thread; tasks run on ONE executor, never two at a time, and never
 * inside {@code schedule} itself.
 */
public interface CheckScheduler {

    /** Monotonic time in nanoseconds, of no fixed origin. */
    long nowNanos();

    /** Runs a task once on the executor after a delay; zero or less means as soon as possible. */
    Cancellable schedule(Runnable task, long delayNanos);

    /** A scheduled task. */
    interface Cancellable {

        /** Forgets the task if it has not begun; does nothing otherwise. Executor only. */
        void cancel();
    }
}
