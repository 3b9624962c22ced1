package haproxyj.broker;

import haproxyj.broker.exchange.Destination;
import haproxyj.broker.exchange.Exchange;
import haproxyj.broker.exchange.Route;
import haproxyj.broker.exchange.Topology;
import haproxyj.broker.queue.Consumer;
import haproxyj.broker.queue.DeadLetter;
import haproxyj.broker.queue.Entry;
import haproxyj.broker.queue.Message;
import haproxyj.broker.queue.MessageMemory;
import haproxyj.broker.queue.Queue;
import haproxyj.broker.queue.Timers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Names, exchanges, bindings and queues of one virtual host: the commands of classes exchange, queue and basic, as
 * RabbitMQ answers them. Pure: no sockets, threads or clocks; owned by the engine.
 */
public final class VirtualHost {

    /** Who owns exclusive queues: one per connection, compared by identity. */
    public static final class Owner {}

    /** Answer to queue.declare. */
    public record QueueStatus(String name, int messages, int consumers) {}

    /**
     * A queue as asked for.
     *
     * @param name "" asks for a name made by the broker ("amq.gen-…")
     */
    public record QueueDeclaration(
            String name, boolean durable, boolean exclusive, boolean autoDelete, Map<String, Object> arguments) {}

    /** An exchange as asked for. */
    public record ExchangeDeclaration(
            String name,
            String type,
            boolean durable,
            boolean autoDelete,
            boolean internal,
            Map<String, Object> arguments) {}

    /** Told when a published message is safe: on the engine, possibly within {@link #publish}, possibly much later. */
    @FunctionalInterface
    public interface Receipt {
        /** @param accepted true: basic.ack; false: basic.nack */
        void settled(boolean accepted);
    }

    private final Topology topology = new Topology();
    private final Exchanges exchanges;
    private final Queues queues;
    private final Set<Queue> touched = new LinkedHashSet<>();
    private final Timers timers = new Timers();
    private final Deque<DeadLetter> dead = new ArrayDeque<>();

    /**
     * A virtual host with the exchanges that AMQP demands.
     *
     * @param random where names of server-named queues come from; must not be predictable in production
     * @param memory counts what queues hold; the one of the broker
     * @param warnings told, on the engine, of arguments that a queue was declared with and that have no effect
     */
    public VirtualHost(
            String name, RandomGenerator random, MessageMemory memory, java.util.function.Consumer<String> warnings) {
        this.exchanges = new Exchanges(name, topology);
        this.queues = new Queues(name, random, warnings, topology, memory, timers, dead::add);
    }

    /** exchange.declare, not passive: 406 when it exists otherwise, 403 on reserved names, 503 on unknown types. */
    public void declareExchange(ExchangeDeclaration declaration) throws AmqpException {
        exchanges.declare(declaration);
    }

    /** exchange.declare, passive: 404 when unknown, 403 for the default exchange. */
    public void checkExchange(String name) throws AmqpException {
        exchanges.named(Resource.clean(name));
    }

    /** exchange.delete: idempotent; 406 in use with ifUnused; 403 on reserved names. */
    public void deleteExchange(String name, boolean ifUnused) throws AmqpException {
        exchanges.delete(Resource.clean(name), ifUnused);
    }

    /** exchange.bind: destination receives what source routes by this key and these arguments; 404, 403. */
    public void bindExchange(String destination, String source, String routingKey, Map<String, Object> arguments)
            throws AmqpException {
        Exchange from = exchanges.named(Resource.clean(source));
        Exchange to = exchanges.named(Resource.clean(destination));
        exchanges.bind(from, new Destination.ToExchange(to), routingKey, arguments);
    }

    /** exchange.unbind: idempotent, also when either exchange is missing; 403 for the default exchange. */
    public void unbindExchange(String destination, String source, String routingKey, Map<String, Object> arguments)
            throws AmqpException {
        Optional<Destination> to = exchanges.destination(Resource.clean(destination));
        exchanges.unbind(Resource.clean(source), to, routingKey, arguments);
    }

    /**
     * queue.declare, not passive: 405 when exclusive to another connection or exclusive differs, 406 when it exists
     * otherwise or an argument is invalid, 403 on reserved names.
     */
    public QueueStatus declareQueue(QueueDeclaration declaration, Owner owner) throws AmqpException {
        return status(queues.declare(declaration, owner));
    }

    /** queue.declare, passive: 404 when unknown, 405 when exclusive to another connection. */
    public QueueStatus checkQueue(String name, Owner owner) throws AmqpException {
        Queue found = queues.usable(Resource.clean(name), owner);
        found.use();
        return status(found);
    }

    private static QueueStatus status(Queue queue) {
        // What consumers are ready for does not wait.
        queue.pump();
        return new QueueStatus(queue.name(), queue.ready(), queue.consumers());
    }

    /** queue.delete: idempotent; 406 in use or not empty with the flags. Returns the messages dropped. */
    public int deleteQueue(String name, boolean ifUnused, boolean ifEmpty, Owner owner) throws AmqpException {
        return queues.delete(Resource.clean(name), ifUnused, ifEmpty, owner);
    }

    /** queue.purge: drops ready messages, returns how many. */
    public int purgeQueue(String name, Owner owner) throws AmqpException {
        return queues.usable(Resource.clean(name), owner).purge();
    }

    /** queue.bind: 404 for either end, 405, 403 for the default exchange, 406 for a wrong {@code x-match}. */
    public void bindQueue(String queue, String exchange, String routingKey, Map<String, Object> arguments, Owner owner)
            throws AmqpException {
        Exchange from = exchanges.named(Resource.clean(exchange));
        Queue to = queues.usable(Resource.clean(queue), owner);
        exchanges.bind(from, new Destination.ToQueue(to), routingKey, arguments);
    }

    /** queue.unbind: idempotent, also when the queue or exchange is missing; 405, 403 for the default exchange. */
    public void unbindQueue(
            String queue, String exchange, String routingKey, Map<String, Object> arguments, Owner owner)
            throws AmqpException {
        String name = Resource.clean(queue);
        Optional<Destination> to = queues.find(name).isPresent()
                ? Optional.of(new Destination.ToQueue(queues.usable(name, owner)))
                : Optional.empty();
        exchanges.unbind(Resource.clean(exchange), to, routingKey, arguments);
    }

    /**
     * basic.publish: routes and enqueues. Queues that received something are delivered to consumers by
     * {@link #pumpTouched()}, which the engine calls once per batch.
     *
     * <p>The headers CC and BCC are further routing keys (RabbitMQ's sender-selected distribution). Whoever builds the
     * {@link Message} keeps BCC in it for routing; the channel takes it out of what consumers get.
     *
     * @param receipt settled when the message is as safe as it will be (at once when it went nowhere); false when any
     *     queue refused it for its length limit
     * @return how many queues it was routed to, including those that refused it; 0 means unroutable (mandatory:
     *     basic.return before the receipt's ack)
     * @throws AmqpException 404 unknown exchange, 403 internal exchange, 406 CC or BCC is no array
     */
    public int publish(Message message, Receipt receipt) throws AmqpException {
        List<Queue> targets = route(message);
        boolean accepted = true;
        for (Queue queue : targets) {
            accepted &= queue.offer(message);
            touched.add(queue);
        }
        receipt.settled(accepted);
        return targets.size();
    }

    private List<Queue> route(Message message) throws AmqpException {
        return route(
                message,
                message.exchange().isEmpty()
                        ? Optional.empty()
                        : Optional.of(exchanges.publishable(message.exchange())));
    }

    private List<Queue> route(Message message, Optional<Exchange> start) throws AmqpException {
        List<String> keys = routingKeys(message);
        if (start.isPresent()) {
            Route route = new Route(message, keys);
            route.walk(start.get(), topology::find);
            return route.queues();
        }
        if (keys.size() == 1) {
            return queues.find(message.routingKey()).map(List::of).orElse(List.of());
        }
        Set<Queue> named = new LinkedHashSet<>();
        keys.forEach(key -> queues.find(key).ifPresent(named::add));
        return List.copyOf(named);
    }

    private static List<String> routingKeys(Message message) throws AmqpException {
        if (!message.properties().mayHaveHeader("CC") && !message.properties().mayHaveHeader("BCC")) {
            return List.of(message.routingKey());
        }
        Map<String, Object> headers = message.properties().headers();
        List<String> keys = new ArrayList<>();
        keys.add(message.routingKey());
        for (String header : List.of("CC", "BCC")) {
            if (!(headers.getOrDefault(header, List.of()) instanceof List<?> more)) {
                throw new AmqpException(
                        ReplyCode.PRECONDITION_FAILED,
                        "unacceptable type in header '" + header + "', expected an array of routing keys");
            }
            more.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .forEach(keys::add);
        }
        return keys;
    }

    /**
     * Time moves on: messages and queues whose time is over go. To be called before each batch.
     *
     * @param nowMillis of a monotonic clock
     * @param epochSeconds the date, for headers
     */
    public void onTime(long nowMillis, long epochSeconds) {
        timers.advance(nowMillis, epochSeconds);
        queues.onTime();
    }

    /** When {@link #onTime} has something to do again, by its monotonic clock; {@link Long#MAX_VALUE} for never. */
    public long nextTime() {
        return timers.next();
    }

    /** Publishes what has died to the dead letter exchange of its queue; it is dropped if that does not exist. */
    private void deadLetter(DeadLetter letter) {
        String exchange = letter.queue().arguments().deadLetterExchange().orElseThrow();
        Optional<Exchange> start = topology.find(exchange);
        if (start.isEmpty() && !exchange.isEmpty()) {
            return;
        }
        Message message = DeathRecord.next(letter, exchange, timers.epochSeconds());
        try {
            for (Queue queue : route(message, start)) {
                boolean cycle =
                        letter.reason() != DeadLetter.Reason.REJECTED && DeathRecord.cycle(message, queue.name());
                if (!cycle) {
                    queue.offer(message);
                    touched.add(queue);
                }
            }
        } catch (AmqpException e) {
            throw new IllegalStateException("a message that was published before cannot be routed", e);
        }
    }

    /** Delivers what the batch just applied made deliverable, dead letters included. */
    public void pumpTouched() {
        while (!touched.isEmpty() || !dead.isEmpty()) {
            while (!dead.isEmpty()) {
                deadLetter(dead.removeFirst());
            }
            if (touched.isEmpty()) {
                return;
            }
            Queue queue = touched.iterator().next();
            // Before the pump: should a consumer fail, the other queues are still there for the next call.
            touched.remove(queue);
            queue.pump();
        }
    }

    /** basic.get: takes the head, unacknowledged; empty when there is none. */
    public Optional<Entry> get(String queue, Owner owner) throws AmqpException {
        return queues.usable(queue, owner).take();
    }

    /** basic.consume: attaches; 403 when exclusive use is impossible, 404, 405. Delivery starts with the next pump. */
    public Queue consume(String queue, Consumer consumer, boolean exclusive, Owner owner) throws AmqpException {
        Queue found = queues.usable(queue, owner);
        boolean refused = found.exclusivelyConsumed()
                || (exclusive && (found.consumers() > 0 || found.arguments().singleActiveConsumer()));
        if (refused) {
            throw new AmqpException(ReplyCode.ACCESS_REFUSED, queues.resource(queue) + " in exclusive use");
        }
        found.attach(consumer, exclusive);
        touched.add(found);
        return found;
    }

    /**
     * basic.cancel or channel end: detaches; an auto-delete queue goes with its last consumer. What the consumer has out
     * stays out until it is settled: at a channel's end first cancel its consumers, then
     * {@link Queue#requeue(java.util.Collection)}.
     */
    public void cancel(Queue queue, Consumer consumer) {
        if (queue.detach(consumer)) {
            queues.deleteIfAbandoned(queue);
            touched.add(queue);
        }
    }

    /** How much there is, by looking at every queue. */
    public BrokerGauges gauges() {
        return queues.gauges();
    }

    /** The connection is gone: its exclusive queues go too. Its channels have already been closed. */
    public void connectionClosed(Owner owner) {
        queues.deleteOwnedBy(owner);
    }
}
