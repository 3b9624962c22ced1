package haproxyj.proxy.frontend;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A number of connections that may exist at once: {@code maxconn} of the process or of a frontend. It never refuses one that
 * was accepted; listeners stop accepting when it is full and are told when it no longer is. Any thread.
 */
public final class ConnectionLimit {
    private final int limit;
    private final AtomicInteger current = new AtomicInteger();
    private final List<Runnable> resumers = new CopyOnWriteArrayList<>();

    /** @param limit at least 1 */
    public ConnectionLimit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("maxconn must be at least 1, not " + limit);
        }
        this.limit = limit;
    }

    /** Connections at most. */
    public int limit() {
        return limit;
    }

    /** Connections now. */
    public int current() {
        return current.get();
    }

    /** Whether accepting should stop. */
    public boolean full() {
        return current.get() >= limit;
    }

    void enter() {
        current.incrementAndGet();
    }

    /** Counts one in if there is room. */
    boolean tryEnter() {
        for (int now = current.get(); now < limit; now = current.get()) {
            if (current.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    void leave() {
        if (current.getAndDecrement() == limit) {
            resumers.forEach(Runnable::run);
        }
    }

    /** @param resumer called on any thread when there is room again; must only post */
    void onRoom(Runnable resumer) {
        resumers.add(resumer);
    }

    void forget(Runnable resumer) {
        resumers.remove(resumer);
    }
}
