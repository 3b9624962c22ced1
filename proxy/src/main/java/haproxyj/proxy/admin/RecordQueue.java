package haproxyj.proxy.admin;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A bounded ring from many threads to one, without locks: an event loop that offers can never wait for the taker.
 *
 * <p>Threading: {@link #offer} on any thread, {@link #poll} on one.
 *
 * @param <T> what it holds
 */
final class RecordQueue<T> {

    private final AtomicReferenceArray<@Nullable T> ring;
    private final int mask;
    private final AtomicLong head = new AtomicLong();
    private final AtomicLong tail = new AtomicLong();

    /**
     * A queue.
     *
     * @param capacity at least 1; rounded up to a power of two
     */
    RecordQueue(int capacity) {
        if (capacity < 1 || capacity > 1 << 24) {
            throw new IllegalArgumentException("queue capacity is " + capacity + ", must be 1 to " + (1 << 24));
        }
        int size = capacity == 1 ? 1 : Integer.highestOneBit(capacity - 1) << 1;
        this.ring = new AtomicReferenceArray<>(size);
        this.mask = size - 1;
    }

    /** How many it takes. */
    int capacity() {
        return mask + 1;
    }

    /** Puts one in. False: full. */
    boolean offer(T item) {
        while (true) {
            long at = tail.get();
            if (at - head.get() > mask) {
                return false;
            }
            if (tail.compareAndSet(at, at + 1)) {
                ring.setRelease((int) at & mask, item);
                return true;
            }
        }
    }

    /** Takes the oldest; null when there is none, or when the oldest is still being put in. */
    @Nullable
    T poll() {
        long at = head.get();
        int index = (int) at & mask;
        T item = ring.getAcquire(index);
        if (item != null) {
            ring.setRelease(index, null);
            head.set(at + 1); // after the slot is empty: a producer that sees the new head may fill it
        }
        return item;
    }

    /** Whether nothing has been offered that was not taken. */
    boolean isEmpty() {
        return head.get() == tail.get();
    }
}
