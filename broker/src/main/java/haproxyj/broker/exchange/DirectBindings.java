package haproxyj.broker.exchange;

import haproxyj.broker.queue.Message;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Direct: one hash look-up by routing key. */
final class DirectBindings implements Bindings {
    private final Map<String, Set<Binding>> byKey = new HashMap<>();

    @Override
    public void add(Binding binding) {
        byKey.computeIfAbsent(binding.routingKey(), key -> new LinkedHashSet<>(2))
                .add(binding);
    }

    @Override
    public void remove(Binding binding) {
        byKey.computeIfPresent(binding.routingKey(), (key, bindings) -> {
            bindings.remove(binding);
            return bindings.isEmpty() ? null : bindings;
        });
    }

    @Override
    public void match(String routingKey, Message message, Route route) {
        Set<Binding> bindings = byKey.get(routingKey);
        if (bindings != null) {
            for (Binding binding : bindings) {
                route.add(binding.destination());
            }
        }
    }
}
