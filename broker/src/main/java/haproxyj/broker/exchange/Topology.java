package haproxyj.broker.exchange;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The exchanges of a virtual host by name, and every binding from both its ends, so that deleting either end leaves
 * nothing behind. Knows no permissions and no error texts.
 *
 * <p>Threading: owned by the engine.
 */
public final class Topology {
    private final Map<String, Exchange> exchanges = new LinkedHashMap<>();
    private final Map<Destination, Set<Binding>> incoming = new HashMap<>();

    /** The exchange of that name. */
    public Optional<Exchange> find(String name) {
        return Optional.ofNullable(exchanges.get(name));
    }

    /** All exchanges, a view in order of declaration. */
    public Collection<Exchange> exchanges() {
        return Collections.unmodifiableCollection(exchanges.values());
    }

    /** Adds an exchange; the caller has checked that the name is free. */
    public void add(Exchange exchange) {
        exchanges.put(exchange.name(), exchange);
    }

    /** Makes a binding; no effect when there is an equal one. */
    public void bind(Binding binding) {
        if (binding.source().add(binding)) {
            incoming.computeIfAbsent(binding.destination(), destination -> new LinkedHashSet<>(2))
                    .add(binding);
        }
    }

    /** Removes a binding, and its source if that is auto-delete and this was its last; no effect when there is none. */
    public void unbind(Binding binding) {
        if (binding.source().remove(binding)) {
            incoming.computeIfPresent(binding.destination(), (destination, bindings) -> {
                bindings.remove(binding);
                return bindings.isEmpty() ? null : bindings;
            });
            deleteIfDone(binding.source());
        }
    }

    /** Removes all bindings that lead to a destination which is going away. */
    public void unbindAll(Destination destination) {
        Set<Binding> bindings = incoming.remove(destination);
        if (bindings != null) {
            for (Binding binding : bindings) {
                binding.source().remove(binding);
            }
            bindings.forEach(binding -> deleteIfDone(binding.source()));
        }
    }

    /** Removes an exchange and the bindings at both its ends. */
    public void delete(Exchange exchange) {
        if (exchanges.remove(exchange.name(), exchange)) {
            List.copyOf(exchange.bindings()).forEach(this::unbind);
            unbindAll(new Destination.ToExchange(exchange));
        }
    }

    /** Called only after a binding was removed: an auto-delete exchange that never had one stays. */
    private void deleteIfDone(Exchange source) {
        if (source.autoDelete() && source.bindings().isEmpty()) {
            delete(source);
        }
    }
}
