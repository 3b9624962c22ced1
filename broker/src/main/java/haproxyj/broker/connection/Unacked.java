package haproxyj.broker.connection;

import haproxyj.broker.queue.Entry;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries of a channel that wait for their acknowledgement, by delivery tag. Tags rise, so they live in a sorted
 * window of arrays; acknowledged ones leave holes that are squeezed out when they prevail. Memory follows the number of
 * deliveries, not the span of tags.
 *
 * <p>Threading: owned by the engine.
 */
final class Unacked {
    private static final int SMALLEST = 16;

    /** A delivery that is out; subscription is empty for basic.get. */
    record Delivery(long tag, Entry entry, Optional<Subscription> subscription) {}

    private long[] tags = new long[SMALLEST];
    private @Nullable Delivery[] deliveries = new @Nullable Delivery[SMALLEST];
    private int from;
    private int to;
    private int count;

    int size() {
        return count;
    }

    /** Adds a delivery whose tag is higher than all before. */
    void add(Delivery delivery) {
        if (to == tags.length) {
            makeRoom();
        }
        tags[to] = delivery.tag();
        deliveries[to++] = delivery;
        count++;
    }

    /** Puts deliveries back that had been taken out, wherever their tags belong. */
    void restore(Iterable<Delivery> taken) {
        Unacked merged = new Unacked();
        int at = from;
        for (Delivery back : taken) {
            for (; at < to && tags[at] < back.tag(); at++) {
                merged.addIfPresent(deliveries[at]);
            }
            merged.add(back);
        }
        for (; at < to; at++) {
            merged.addIfPresent(deliveries[at]);
        }
        tags = merged.tags;
        deliveries = merged.deliveries;
        from = merged.from;
        to = merged.to;
        count = merged.count;
    }

    private void addIfPresent(@Nullable Delivery delivery) {
        if (delivery != null) {
            add(delivery);
        }
    }

    /** Takes out one delivery. */
    Optional<Delivery> take(long tag) {
        int at = find(tag);
        Delivery delivery = at < 0 ? null : deliveries[at];
        if (delivery == null) {
            return Optional.empty();
        }
        deliveries[at] = null;
        count--;
        trim();
        return Optional.of(delivery);
    }

    /** Whether a delivery with this tag is out. */
    boolean contains(long tag) {
        int at = find(tag);
        return at >= 0 && deliveries[at] != null;
    }

    /** Takes out the oldest delivery if its tag is not above the limit. */
    Optional<Delivery> takeOldest(long limit) {
        Delivery delivery = from < to && tags[from] <= limit ? deliveries[from] : null;
        if (delivery == null) {
            return Optional.empty();
        }
        deliveries[from] = null;
        count--;
        trim();
        return Optional.of(delivery);
    }

    private int find(long tag) {
        return from < to && tags[from] == tag ? from : Arrays.binarySearch(tags, from, to, tag);
    }

    /** Keeps the first slot of the window occupied. */
    private void trim() {
        while (from < to && deliveries[from] == null) {
            from++;
        }
        if (from == to) {
            from = 0;
            to = 0;
        }
    }

    private void makeRoom() {
        boolean grow = count > tags.length / 2;
        long[] newTags = grow ? new long[tags.length * 2] : tags;
        @Nullable Delivery[] newDeliveries = grow ? new @Nullable Delivery[tags.length * 2] : deliveries;
        int kept = 0;
        for (int i = from; i < to; i++) {
            Delivery delivery = deliveries[i];
            if (delivery != null) {
                newTags[kept] = tags[i];
                newDeliveries[kept++] = delivery;
            }
        }
        if (!grow) {
            Arrays.fill(newDeliveries, kept, to, null);
        }
        tags = newTags;
        deliveries = newDeliveries;
        from = 0;
        to = kept;
    }
}
