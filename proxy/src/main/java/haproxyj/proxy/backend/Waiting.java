package haproxyj.proxy.backend;

import haproxyj.proxy.backend.Assignment.QueueTicket;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A connection in line, in exactly one line until it is granted, refused or cancelled.
 *
 * <p>Threading: moved under the lock of its {@link WaitingLines}; the numbers ahead never change.
 */
final class Waiting implements QueueTicket {
    final long arrival;
    final AssignRequest request;
    final ServerPool.Waiter waiter;
    private final WaitingLines lines;
    private final int serverQueueAhead;
    private final int backendQueueAhead;
    private @Nullable Line line;

    Waiting(
            WaitingLines lines,
            long arrival,
            AssignRequest request,
            ServerPool.Waiter waiter,
            int serverQueueAhead,
            int backendQueueAhead) {
        this.lines = lines;
        this.arrival = arrival;
        this.request = request;
        this.waiter = waiter;
        this.serverQueueAhead = serverQueueAhead;
        this.backendQueueAhead = backendQueueAhead;
    }

    /** Lock held: joins a line at the place of its arrival. */
    void join(Line next) {
        line = next;
        next.byArrival.put(arrival, this);
        next.length.incrementAndGet();
    }

    /** Lock held: leaves its line. True once, unless it joins again. */
    boolean leave() {
        Line left = line;
        if (left == null) {
            return false;
        }
        line = null;
        left.byArrival.remove(arrival);
        left.length.decrementAndGet();
        return true;
    }

    @Override
    public boolean cancel() {
        return lines.cancel(this);
    }

    @Override
    public int serverQueueAhead() {
        return serverQueueAhead;
    }

    @Override
    public int backendQueueAhead() {
        return backendQueueAhead;
    }

    /**
     * A queue in order of arrival, also after waiters of another queue were moved here.
     *
     * @param byArrival guarded by the lock
     * @param length the same number for statistics, read by anyone
     */
    record Line(TreeMap<Long, Waiting> byArrival, AtomicInteger length) {
        Line(AtomicInteger length) {
            this(new TreeMap<>(), length);
        }
    }
}
