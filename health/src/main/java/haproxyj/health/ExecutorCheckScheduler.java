package haproxyj.health;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link CheckScheduler} on a single-threaded executor, such as one Netty event loop. An exception of a task is logged,
 * since an executor would keep it in a future nobody reads.
 */
public final class ExecutorCheckScheduler implements CheckScheduler {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutorCheckScheduler.class);

    private final ScheduledExecutorService executor;

    /** The executor must have exactly one thread; it stays its owner's to shut down. */
    public ExecutorCheckScheduler(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    @Override
    public long nowNanos() {
        return System.nanoTime();
    }

    @Override
    public Cancellable schedule(Runnable task, long delayNanos) {
        Future<?> future = executor.schedule(() -> run(task), Math.max(0, delayNanos), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a task of a health check failed; checks go on", e);
        }
    }
}
