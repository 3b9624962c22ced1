package haproxyj.broker.exchange;

import haproxyj.broker.queue.Message;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A named exchange and the bindings that start at it. {@link Topology} adds and removes them, because every binding also
 * has another end.
 *
 * <p>Threading: owned by the engine. Compared by identity.
 */
public final class Exchange {
    private final String name;
    private final ExchangeType type;
    private final boolean durable;
    private final boolean autoDelete;
    private final boolean internal;
    private final Map<String, Object> arguments;
    private final Set<Binding> all = new LinkedHashSet<>();
    private final Bindings lookup;

    /** An exchange without bindings. */
    public Exchange(
            String name,
            ExchangeType type,
            boolean durable,
            boolean autoDelete,
            boolean internal,
            Map<String, Object> arguments) {
        this.name = name;
        this.type = type;
        this.durable = durable;
        this.autoDelete = autoDelete;
        this.internal = internal;
        this.arguments = Map.copyOf(arguments);
        this.lookup = type.newBindings();
    }

    /** Its name in the virtual host. */
    public String name() {
        return name;
    }

    /** How it routes. */
    public ExchangeType type() {
        return type;
    }

    /** Whether it was declared to survive a restart. */
    public boolean durable() {
        return durable;
    }

    /** Whether it goes with its last binding. */
    public boolean autoDelete() {
        return autoDelete;
    }

    /** Whether clients may not publish to it. */
    public boolean internal() {
        return internal;
    }

    /** As declared. */
    public Map<String, Object> arguments() {
        return arguments;
    }

    /** {@code alternate-exchange}: takes what this one cannot route. */
    public Optional<String> alternate() {
        return arguments.get("alternate-exchange") instanceof String other ? Optional.of(other) : Optional.empty();
    }

    /** The bindings that start here, a view. */
    public Set<Binding> bindings() {
        return Collections.unmodifiableSet(all);
    }

    boolean add(Binding binding) {
        boolean added = all.add(binding);
        if (added) {
            lookup.add(binding);
        }
        return added;
    }

    boolean remove(Binding binding) {
        boolean removed = all.remove(binding);
        if (removed) {
            lookup.remove(binding);
        }
        return removed;
    }

    void match(String routingKey, Message message, Route route) {
        lookup.match(routingKey, message, route);
    }
}
