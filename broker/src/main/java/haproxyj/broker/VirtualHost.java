package haproxyj.broker;

import haproxyj.broker.queue.Consumer;
import haproxyj.broker.queue.Entry;
import haproxyj.broker.queue.Message;
import haproxyj.broker.queue.Queue;
import java.util.Map;
import java.util.Optional;

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

    /** A virtual host with the exchanges that AMQP demands. */
    public VirtualHost(String name) {
        throw new IllegalStateException("stub");
    }

    /** exchange.declare, not passive: 406 when it exists otherwise, 403 on reserved names, 503 on unknown types. */
    public void declareExchange(ExchangeDeclaration declaration) throws AmqpException {
        throw new IllegalStateException("stub");
    }

    /** exchange.declare, passive: 404 when unknown. */
    public void checkExchange(String name) throws AmqpException {
        throw new IllegalStateException("stub");
    }

    /** exchange.delete: idempotent; 406 in use with ifUnused; 403 on reserved names. */
    public void deleteExchange(String name, boolean ifUnused) throws AmqpException {
        throw new IllegalStateException("stub");
    }

    /** exchange.bind: destination receives what source routes by this key and these arguments. */
    public void bindExchange(String destination, String source, String routingKey, Map<String, Object> arguments)
            throws AmqpException {
        throw new IllegalStateException("stub");
    }

    /** exchange.unbind: idempotent. */
    public void unbindExchange(String destination, String source, String routingKey, Map<String, Object> arguments)
            throws AmqpException {
        throw new IllegalStateException("stub");
    }

    /** queue.declare, not passive. */
    public QueueStatus declareQueue(QueueDeclaration declaration, Owner owner) throws AmqpException {
        throw new IllegalStateException("stub");
    }

    /** queue.declare, passive: 404 when unknown, 405 when exclusive to another connection. */
    public QueueStatus checkQueue(String name, Owner owner) throws AmqpException {
        throw new IllegalStateException("stub");
    }

    /** queue.delete: idempotent; 406 in use or not empty with the flags. Returns the messages dropped. */
    public int deleteQueue(String name, boolean ifUnused, boolean ifEmpty, Owner owner) throws AmqpException {
        throw new IllegalStateException("stub");
    }

    /** queue.purge: drops ready messages, returns how many. */
    public int purgeQueue(String name, Owner owner) throws AmqpException {
        throw new IllegalStateException("stub");
    }

    /** queue.bind. */
    public void bindQueue(String queue, String exchange, String routingKey, Map<String, Object> arguments, Owner owner)
            throws AmqpException {
        throw new IllegalStateException("stub");
    }

    /** queue.unbind: idempotent. */
    public void unbindQueue(
            String queue, String exchange, String routingKey, Map<String, Object> arguments, Owner owner)
            throws AmqpException {
        throw new IllegalStateException("stub");
    }

    /**
     * basic.publish: routes and enqueues. Queues that received something are delivered to consumers by
     * {@link #pumpTouched()}, which the engine calls once per batch.
     *
     * @param receipt settled when the message is as safe as it will be (at once when it went nowhere)
     * @return how many queues took it; 0 means unroutable (mandatory: basic.return before the receipt's ack)
     * @throws AmqpException 404 unknown exchange, 403 internal exchange
     */
    public int publish(Message message, Receipt receipt) throws AmqpException {
        throw new IllegalStateException("stub");
    }

    /** Delivers what the batch just applied made deliverable. */
    public void pumpTouched() {
        throw new IllegalStateException("stub");
    }

    /** basic.get: takes the head, unacknowledged; empty when there is none. */
    public Optional<Entry> get(String queue, Owner owner) throws AmqpException {
        throw new IllegalStateException("stub");
    }

    /** basic.consume: attaches; 403 when exclusive use is impossible, 404, 405. Delivery starts with the next pump. */
    public Queue consume(String queue, Consumer consumer, boolean exclusive, Owner owner) throws AmqpException {
        throw new IllegalStateException("stub");
    }

    /** basic.cancel or channel end: detaches; an auto-delete queue goes with its last consumer. */
    public void cancel(Queue queue, Consumer consumer) {
        throw new IllegalStateException("stub");
    }

    /** The connection is gone: its exclusive queues go too. Its channels have already been closed. */
    public void connectionClosed(Owner owner) {
        throw new IllegalStateException("stub");
    }
}
