package haproxyj.broker.connection;

import haproxyj.broker.VirtualHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that owns virtual hosts, sessions and channels of a broker. It works in rounds: run what is queued, let
 * the virtual hosts deliver, then let each session touched hand its answers to its event loop in one piece.
 *
 * <p>Threading: {@link #execute} from any thread, everything else on the engine. The queue is bounded by its feeders:
 * each connection stops reading when the engine is behind with it.
 */
public final class Engine {
    private static final int TASKS_PER_ROUND = 64;

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final List<AmqpSession> touched = new ArrayList<>();
    private final List<VirtualHost> hosts;
    private final EventLog log;
    private final Runnable afterRound;
    private final Thread thread;
    private volatile boolean parked;
    private volatile boolean stopped;

    /** An engine for these virtual hosts; {@code afterRound} ends each round; {@link #start()} makes it run. */
    public Engine(List<VirtualHost> hosts, EventLog log, Runnable afterRound, ThreadFactory threads) {
        this.hosts = List.copyOf(hosts);
        this.log = log;
        this.afterRound = afterRound;
        this.thread = threads.newThread(this::run);
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /** Queues a task; tasks run in the order they were queued. Ignored after {@link #stop()}. */
    public void execute(Runnable task) {
        tasks.add(task);
        if (parked) {
            parked = false;
            LockSupport.unpark(thread);
        }
    }

    /** Ends the thread after the tasks queued so far and waits for that, a few seconds at most. */
    public void stop() throws InterruptedException {
        execute(() -> stopped = true);
        thread.join(5_000);
    }

    /** Notes a session that has something to finish at the end of the round. */
    void touch(AmqpSession session) {
        touched.add(session);
    }

    private void run() {
        while (!stopped) {
            Runnable task = tasks.poll();
            if (task != null || park()) {
                round(task);
            }
        }
    }

    /** Waits for a task, or for the time when a virtual host has something to do; true when that has come. */
    private boolean park() {
        long next = Long.MAX_VALUE;
        for (VirtualHost host : hosts) {
            next = Math.min(next, host.nextTime());
        }
        long millis = next - millis();
        if (millis <= 0) {
            return true;
        }
        parked = true;
        // A task queued between the poll and the flag would otherwise wait for the next one.
        if (tasks.isEmpty()) {
            if (next == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(millis));
            }
        }
        parked = false;
        return false;
    }

    private static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private void round(@Nullable Runnable first) {
        long now = millis();
        for (VirtualHost host : hosts) {
            guarded(() -> host.onTime(now, System.currentTimeMillis() / 1000));
        }
        Runnable task = first;
        for (int i = 1; task != null; i++) {
            guarded(task);
            task = i < TASKS_PER_ROUND ? tasks.poll() : null;
        }
        for (int i = 0; i < touched.size(); i++) {
            guarded(touched.get(i)::wakeSubscriptions);
        }
        for (VirtualHost host : hosts) {
            guarded(host::pumpTouched);
        }
        // By index: deliveries of the lines above may have touched further sessions.
        for (int i = 0; i < touched.size(); i++) {
            guarded(touched.get(i)::finishRound);
        }
        touched.clear();
        guarded(afterRound);
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.fault("a broker task failed", e);
        }
    }
}
