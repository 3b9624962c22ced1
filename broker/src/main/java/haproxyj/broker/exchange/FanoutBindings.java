package haproxyj.broker.exchange;

import haproxyj.broker.queue.Message;
import java.util.LinkedHashSet;
import java.util.Set;

/** Fanout: everything bound, whatever the key. */
final class FanoutBindings implements Bindings {
    private final Set<Binding> all = new LinkedHashSet<>();

    @Override
    public void add(Binding binding) {
        all.add(binding);
    }

    @Override
    public void remove(Binding binding) {
        all.remove(binding);
    }

    @Override
    public void match(String routingKey, Message message, Route route) {
        for (Binding binding : all) {
            route.add(binding.destination());
        }
    }
}
