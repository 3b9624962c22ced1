package haproxyj.broker.exchange;

import haproxyj.broker.queue.ArgumentValue;
import haproxyj.broker.queue.Message;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Headers: binding arguments against the headers table (specification 3.1.3.4, RabbitMQ's {@code x-match} kinds). Each
 * binding is compiled when it is made; matching looks at every binding.
 */
final class HeadersBindings implements Bindings {

    /**
     * One compiled binding.
     *
     * @param every all criteria must hold; otherwise one is enough
     * @param criteria header to value wanted, in {@link ArgumentValue#normal} form; type V wants presence only
     */
    private record Criteria(boolean every, Map<String, Object> criteria) {

        static Criteria of(Map<String, Object> arguments) {
            Object kind = arguments.getOrDefault("x-match", "all");
            boolean withX = kind.equals("all-with-x") || kind.equals("any-with-x");
            Map<String, Object> criteria = new HashMap<>();
            arguments.forEach((key, value) -> {
                if (!key.equals("x-match") && (withX || !key.startsWith("x-"))) {
                    criteria.put(key, ArgumentValue.normal(value));
                }
            });
            return new Criteria(!kind.equals("any") && !kind.equals("any-with-x"), criteria);
        }

        boolean matches(Map<String, Object> headers) {
            for (Map.Entry<String, Object> criterion : criteria.entrySet()) {
                Object value = headers.get(criterion.getKey());
                boolean holds = value != null
                        && (ArgumentValue.isVoid(criterion.getValue())
                                || ArgumentValue.normal(value).equals(criterion.getValue()));
                if (holds != every) {
                    return holds;
                }
            }
            return every;
        }
    }

    private final Map<Binding, Criteria> compiled = new LinkedHashMap<>();

    @Override
    public void add(Binding binding) {
        compiled.put(binding, Criteria.of(binding.arguments()));
    }

    @Override
    public void remove(Binding binding) {
        compiled.remove(binding);
    }

    @Override
    public void match(String routingKey, Message message, Route route) {
        if (compiled.isEmpty()) {
            return;
        }
        Map<String, Object> headers = message.properties().headers();
        compiled.forEach((binding, criteria) -> {
            if (criteria.matches(headers)) {
                route.add(binding.destination());
            }
        });
    }
}
