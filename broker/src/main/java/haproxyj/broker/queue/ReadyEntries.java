package haproxyj.broker.queue;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Entries that wait, in order of position. New entries go to the tail of an array deque. Returned ones go to a heap that
 * is always served first: an entry is only ever taken from the head, so whatever comes back is older than everything
 * that never left.
 *
 * <p>Threading: owned by its queue.
 */
final class ReadyEntries {
    private ArrayDeque<Entry> arrived = new ArrayDeque<>();
    private final PriorityQueue<Entry> returned = new PriorityQueue<>(Comparator.comparingLong(Entry::position));

    /** Adds an entry younger than all before. */
    void append(Entry entry) {
        arrived.addLast(entry);
    }

    /** Puts an entry back to where its position says. */
    void restore(Entry entry) {
        returned.add(entry);
    }

    /** Removes and returns the oldest entry, null when nothing waits. */
    @Nullable
    Entry poll() {
        return returned.isEmpty() ? arrived.pollFirst() : returned.poll();
    }

    /** The oldest entry, null when nothing waits. */
    @Nullable
    Entry peek() {
        return returned.isEmpty() ? arrived.peekFirst() : returned.peek();
    }

    /** Forgets everything and gives the memory back; each entry is passed on. */
    void clear(Consumer<Entry> dropped) {
        arrived.forEach(dropped);
        returned.forEach(dropped);
        arrived = new ArrayDeque<>();
        returned.clear();
    }
}
