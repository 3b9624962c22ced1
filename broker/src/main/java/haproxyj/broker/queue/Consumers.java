package haproxyj.broker.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The consumers of one queue and whose turn it is: round-robin among the ready ones of the highest priority that has any.
 * With a single active consumer only that one is ever asked; the next is the oldest of the highest priority.
 *
 * <p>Threading: owned by its queue.
 */
final class Consumers {
    private final TreeMap<Integer, ArrayDeque<Consumer>> byPriority = new TreeMap<>(Comparator.reverseOrder());
    private final boolean singleActive;
    private int size;
    private @Nullable Consumer active;
    private @Nullable Consumer exclusive;

    Consumers(boolean singleActive) {
        this.singleActive = singleActive;
    }

    int size() {
        return size;
    }

    boolean hasExclusive() {
        return exclusive != null;
    }

    void add(Consumer consumer, boolean claimExclusive) {
        byPriority
                .computeIfAbsent(consumer.priority(), priority -> new ArrayDeque<>(2))
                .addLast(consumer);
        size++;
        if (claimExclusive) {
            exclusive = consumer;
        }
        if (singleActive && active == null) {
            active = consumer;
        }
    }

    /** Detaches by identity; false when it was not attached. */
    boolean remove(Consumer consumer) {
        ArrayDeque<Consumer> level = byPriority.get(consumer.priority());
        if (level == null || !level.removeIf(other -> other == consumer)) {
            return false;
        }
        size--;
        if (level.isEmpty()) {
            byPriority.remove(consumer.priority());
        }
        if (exclusive == consumer) {
            exclusive = null;
        }
        if (active == consumer) {
            active = byPriority.isEmpty()
                    ? null
                    : byPriority.firstEntry().getValue().peekFirst();
        }
        return true;
    }

    /** Whose turn it is; null when none is ready. The one returned goes to the end of its level. */
    @Nullable
    Consumer next() {
        if (singleActive) {
            return active != null && active.ready() ? active : null;
        }
        for (ArrayDeque<Consumer> level : byPriority.values()) {
            for (int asked = level.size(); asked > 0; asked--) {
                Consumer candidate = level.removeFirst();
                level.addLast(candidate);
                if (candidate.ready()) {
                    return candidate;
                }
            }
        }
        return null;
    }

    /** Whether anybody would take an entry now; does not change whose turn it is. */
    boolean anyReady() {
        if (singleActive) {
            return active != null && active.ready();
        }
        return byPriority.values().stream().anyMatch(level -> level.stream().anyMatch(Consumer::ready));
    }

    /** Detaches all and returns them, for the news that their queue is gone. */
    List<Consumer> clear() {
        List<Consumer> all = new ArrayList<>(size);
        byPriority.values().forEach(all::addAll);
        byPriority.clear();
        size = 0;
        active = null;
        exclusive = null;
        return all;
    }
}
