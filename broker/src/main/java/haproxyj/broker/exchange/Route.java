package haproxyj.broker.exchange;

import haproxyj.broker.queue.Message;
import haproxyj.broker.queue.Queue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One message's way from an exchange to queues: through bindings to exchanges and alternate exchanges, each exchange
 * visited once so that cycles end, each queue once however many bindings lead to it.
 *
 * <p>Threading: owned by the engine, used for one publish.
 */
public final class Route {
    private final Message message;
    private final List<String> routingKeys;
    private final Distinct<Queue> queues = new Distinct<>();
    private final Distinct<Exchange> exchanges = new Distinct<>();
    private int matches;

    /**
     * A route yet to be walked.
     *
     * @param routingKeys the message's own and those of its CC and BCC headers
     */
    public Route(Message message, List<String> routingKeys) {
        this.message = message;
        this.routingKeys = routingKeys;
    }

    /** The queues found, in order of discovery. */
    public List<Queue> queues() {
        return queues.items;
    }

    /** Walks from {@code start}; {@code find} looks alternate exchanges up by name. */
    public void walk(Exchange start, Function<String, Optional<Exchange>> find) {
        exchanges.add(start);
        for (int next = 0; next < exchanges.items.size(); next++) {
            Exchange exchange = exchanges.items.get(next);
            matches = 0;
            for (String key : routingKeys) {
                exchange.match(key, message, this);
            }
            if (matches == 0) {
                exchange.alternate().flatMap(find).ifPresent(exchanges::add);
            }
        }
    }

    /** Adds what a matching binding leads to. */
    void add(Destination destination) {
        matches++;
        if (destination instanceof Destination.ToQueue to) {
            queues.add(to.queue());
        } else if (destination instanceof Destination.ToExchange to) {
            exchanges.add(to.exchange());
        }
    }

    /** A list without repetitions, compared by identity; most routes find one queue, so a set is made late. */
    private static final class Distinct<T> {
        private static final int FEW = 16;

        final List<T> items = new ArrayList<>(2);
        private @Nullable Set<T> known;

        /** Items define no equality of their own, so a hash set compares identities. */
        void add(T item) {
            if (known == null && items.size() >= FEW) {
                known = new HashSet<>(items);
            }
            if (known == null ? !items.contains(item) : known.add(item)) {
                items.add(item);
            }
        }
    }
}
