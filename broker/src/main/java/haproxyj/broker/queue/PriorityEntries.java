package haproxyj.broker.queue;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Entries that wait, by priority ({@code x-max-priority}): the highest first, within one in order of position. Levels
 * exist once they have been used.
 *
 * <p>Threading: owned by its queue.
 */
final class PriorityEntries {
    private final @Nullable ReadyEntries[] levels;
    private final ReadyEntries lowest = new ReadyEntries();
    private int size;
    private long bytes;

    /** Levels 0 to {@code most}. */
    PriorityEntries(int most) {
        levels = new @Nullable ReadyEntries[most + 1];
        levels[0] = lowest;
    }

    private ReadyEntries level(Entry entry) {
        if (levels.length == 1) {
            return lowest;
        }
        int wanted = Math.min(entry.message().properties().priority().orElse(0), levels.length - 1);
        ReadyEntries level = levels[wanted];
        if (level == null) {
            level = new ReadyEntries();
            levels[wanted] = level;
        }
        return level;
    }

    /** Adds an entry younger than all before. */
    void append(Entry entry) {
        level(entry).append(entry);
        size++;
        bytes += entry.size();
    }

    /** Puts an entry back to where its priority and position say. */
    void restore(Entry entry) {
        level(entry).restore(entry);
        size++;
        bytes += entry.size();
    }

    /** Removes and returns whose turn it is, null when nothing waits. */
    @Nullable
    Entry poll() {
        if (size == 0) {
            return null;
        }
        for (int i = levels.length - 1; i >= 0; i--) {
            ReadyEntries level = levels[i];
            Entry entry = level == null ? null : level.poll();
            if (entry != null) {
                return taken(entry);
            }
        }
        return null;
    }

    /** Removes and returns a level's oldest entry that expires by then, null when no level has such a head. */
    @Nullable
    Entry pollExpired(long millis) {
        for (ReadyEntries level : levels) {
            Entry head = level == null ? null : level.peek();
            if (level != null && head != null && head.expiresAt() <= millis) {
                level.poll();
                return taken(head);
            }
        }
        return null;
    }

    /** When the first head of a level expires. */
    long nextExpiry() {
        long first = Timers.NEVER;
        for (ReadyEntries level : levels) {
            Entry head = level == null ? null : level.peek();
            first = head == null ? first : Math.min(first, head.expiresAt());
        }
        return first;
    }

    private Entry taken(Entry entry) {
        size--;
        bytes -= entry.size();
        return entry;
    }

    int size() {
        return size;
    }

    /** Sum of the bodies, octets. */
    long bytes() {
        return bytes;
    }

    /** Forgets everything and gives the memory back; returns how many entries there were, each passed on. */
    int clear(Consumer<Entry> dropped) {
        int count = size;
        for (ReadyEntries level : levels) {
            if (level != null) {
                level.clear(dropped);
            }
        }
        size = 0;
        bytes = 0;
        return count;
    }
}
