package haproxyj.broker;

import haproxyj.broker.VirtualHost.ExchangeDeclaration;
import haproxyj.broker.exchange.Binding;
import haproxyj.broker.exchange.Destination;
import haproxyj.broker.exchange.Exchange;
import haproxyj.broker.exchange.ExchangeType;
import haproxyj.broker.exchange.Topology;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The exchanges of a virtual host: declaration, deletion and binding with RabbitMQ's answers. The default exchange is not
 * among them: nothing but publishing can be done to it.
 *
 * <p>Threading: owned by the engine.
 */
final class Exchanges {
    private static final List<String> MATCH_KINDS = List.of("all", "any", "all-with-x", "any-with-x");
    private static final List<String> KNOWN_ARGUMENTS = List.of("alternate-exchange");

    private final String virtualHost;
    private final Topology topology;

    Exchanges(String virtualHost, Topology topology) {
        this.virtualHost = virtualHost;
        this.topology = topology;
        predeclare("amq.direct", ExchangeType.DIRECT, false);
        predeclare("amq.fanout", ExchangeType.FANOUT, false);
        predeclare("amq.topic", ExchangeType.TOPIC, false);
        predeclare("amq.headers", ExchangeType.HEADERS, false);
        predeclare("amq.match", ExchangeType.HEADERS, false);
        predeclare("amq.rabbitmq.trace", ExchangeType.TOPIC, true);
    }

    private void predeclare(String name, ExchangeType type, boolean internal) {
        topology.add(new Exchange(name, type, true, false, internal, Map.of()));
    }

    private Resource resource(String name) {
        return new Resource("exchange", name, virtualHost);
    }

    /** The exchange of that name: 404, and 403 for the default one. */
    Exchange named(String name) throws AmqpException {
        checkNotDefault(name);
        return lookUp(name);
    }

    private Exchange lookUp(String name) throws AmqpException {
        Optional<Exchange> found = topology.find(name);
        if (found.isEmpty()) {
            throw resource(name).notFound();
        }
        return found.get();
    }

    /** The exchange a client publishes to, not the default one: 404, and 403 for internal ones. */
    Exchange publishable(String name) throws AmqpException {
        Exchange exchange = lookUp(name);
        if (exchange.internal()) {
            throw new AmqpException(ReplyCode.ACCESS_REFUSED, "cannot publish to internal " + resource(name));
        }
        return exchange;
    }

    private static void checkNotDefault(String name) throws AmqpException {
        if (name.isEmpty()) {
            throw new AmqpException(ReplyCode.ACCESS_REFUSED, "operation not permitted on the default exchange");
        }
    }

    void declare(ExchangeDeclaration wanted) throws AmqpException {
        ExchangeType type = ExchangeType.named(wanted.type())
                .orElseThrow(() ->
                        new AmqpException(ReplyCode.COMMAND_INVALID, "unknown exchange type '" + wanted.type() + "'"));
        String name = Resource.clean(wanted.name());
        checkNotDefault(name);
        Resource resource = resource(name);
        Optional<Exchange> existing = topology.find(name);
        if (existing.isPresent()) {
            checkEquivalent(existing.get(), type, wanted, resource);
            return;
        }
        resource.checkCreatable();
        if (!(wanted.arguments().getOrDefault("alternate-exchange", "") instanceof String)) {
            throw new AmqpException(
                    ReplyCode.PRECONDITION_FAILED,
                    "invalid type for arg 'alternate-exchange' in " + resource + ": expected longstr");
        }
        topology.add(
                new Exchange(name, type, wanted.durable(), wanted.autoDelete(), wanted.internal(), wanted.arguments()));
    }

    private static void checkEquivalent(Exchange existing, ExchangeType type, ExchangeDeclaration wanted, Resource name)
            throws AmqpException {
        Equivalence equivalence = new Equivalence(name);
        equivalence.property("type", existing.type().wireName(), type.wireName());
        equivalence.property("durable", existing.durable(), wanted.durable());
        equivalence.property("auto_delete", existing.autoDelete(), wanted.autoDelete());
        equivalence.property("internal", existing.internal(), wanted.internal());
        equivalence.arguments(KNOWN_ARGUMENTS, existing.arguments(), wanted.arguments());
    }

    void delete(String name, boolean ifUnused) throws AmqpException {
        checkNotDefault(name);
        if (name.startsWith("amq.")) {
            throw new AmqpException(ReplyCode.ACCESS_REFUSED, "deletion of system " + resource(name) + " not allowed");
        }
        Optional<Exchange> found = topology.find(name);
        if (found.isPresent()) {
            if (ifUnused && !found.get().bindings().isEmpty()) {
                throw resource(name).inUse();
            }
            topology.delete(found.get());
        }
    }

    void bind(Exchange source, Destination destination, String routingKey, Map<String, Object> arguments)
            throws AmqpException {
        if (source.type() == ExchangeType.HEADERS) {
            Object kind = arguments.getOrDefault("x-match", "all");
            if (!(kind instanceof String)) {
                throw new AmqpException(
                        ReplyCode.PRECONDITION_FAILED,
                        "Invalid x-match field type (value " + kind + "); expected longstr");
            }
            if (!MATCH_KINDS.contains(kind)) {
                throw new AmqpException(
                        ReplyCode.PRECONDITION_FAILED,
                        "Invalid x-match field value " + kind + "; expected all, any, all-with-x, or any-with-x");
            }
        }
        topology.bind(new Binding(source, destination, routingKey, Map.copyOf(arguments)));
    }

    /** Removes a binding; idempotent, also when an end is missing. */
    void unbind(String source, Optional<Destination> destination, String routingKey, Map<String, Object> arguments)
            throws AmqpException {
        checkNotDefault(source);
        Optional<Exchange> from = topology.find(source);
        if (from.isPresent() && destination.isPresent()) {
            topology.unbind(new Binding(from.get(), destination.get(), routingKey, Map.copyOf(arguments)));
        }
    }

    /** The exchange as a binding's other end, if it exists; 403 for the default one. */
    Optional<Destination> destination(String name) throws AmqpException {
        checkNotDefault(name);
        return topology.find(name).map(Destination.ToExchange::new);
    }
}
