package haproxyj.broker.connection;

import haproxyj.broker.AmqpException;
import haproxyj.broker.BrokerCounters;
import haproxyj.broker.ReplyCode;
import haproxyj.broker.VirtualHost;
import haproxyj.broker.queue.Entry;
import haproxyj.broker.queue.Message;
import haproxyj.broker.queue.Queue;
import haproxyj.broker.wire.Method;
import haproxyj.broker.wire.MethodSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The receiving side of a channel: consumers, prefetch windows, deliveries and their acknowledgements.
 *
 * <p>Threading: owned by the engine.
 */
final class Subscriptions {
    private final AmqpSession session;
    private final int channel;
    private final Map<String, Subscription> byTag = new LinkedHashMap<>();
    private final Unacked unacked = new Unacked();
    private long lastDeliveryTag;
    private long lastConsumerTag;
    private int newConsumerPrefetch;
    private int channelPrefetch;
    private int unackedByConsumers;
    private int firstToWake;

    Subscriptions(AmqpSession session, int channel) {
        this.session = session;
        this.channel = channel;
    }

    /** basic.qos: per channel with global, else for consumers to come (RabbitMQ, "Consumer prefetch"). */
    void qos(Method method) throws AmqpException {
        long size = method.number("prefetch-size");
        if (size != 0) {
            throw new AmqpException(ReplyCode.NOT_IMPLEMENTED, "prefetch_size!=0 (" + size + ")");
        }
        int limit = (int) method.number("prefetch-count");
        if (method.bit("global")) {
            channelPrefetch = limit;
        } else {
            newConsumerPrefetch = limit;
        }
    }

    /** basic.consume, on a queue whose name is known to be complete. */
    void consume(Method method, String queueName) throws AmqpException {
        String tag = newTag(method.text("consumer-tag"));
        Subscription subscription = new Subscription(
                this, tag, method.bit("no-ack"), priority(method.table("arguments")), newConsumerPrefetch);
        Queue queue = host().consume(queueName, subscription, method.bit("exclusive"), session.owner());
        subscription.attached(queue);
        byTag.put(tag, subscription);
        if (!method.bit("nowait")) {
            session.outbound().method(channel, Method.of(MethodSpec.BASIC_CONSUME_OK, tag));
        }
        queue.pump();
    }

    /** A tag that no consumer of the channel has: the one asked for, or a fresh one for an empty one. */
    String newTag(String asked) throws AmqpException {
        if (byTag.containsKey(asked)) {
            throw new AmqpException(ReplyCode.NOT_ALLOWED, "attempt to reuse consumer tag '" + asked + "'");
        }
        return asked.isEmpty() ? generatedTag() : asked;
    }

    private String generatedTag() {
        String tag;
        do {
            tag = "amq.ctag-" + channel + "." + ++lastConsumerTag;
        } while (byTag.containsKey(tag));
        return tag;
    }

    private static int priority(Map<String, Object> arguments) throws AmqpException {
        Object value = arguments.getOrDefault("x-priority", 0);
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, ((Number) value).longValue()));
        }
        throw new AmqpException(
                ReplyCode.PRECONDITION_FAILED, "invalid arg 'x-priority': expected an integer, got '" + value + "'");
    }

    /** basic.cancel from the client; unknown tags are answered like known ones. */
    void cancel(Method method) {
        String tag = method.text("consumer-tag");
        Optional.ofNullable(byTag.remove(tag)).ifPresent(this::detach);
        if (!method.bit("nowait")) {
            session.outbound().method(channel, Method.of(MethodSpec.BASIC_CANCEL_OK, tag));
        }
    }

    private void detach(Subscription subscription) {
        subscription.queue().ifPresent(queue -> host().cancel(queue, subscription));
    }

    /** The queue is gone: RabbitMQ's "Consumer cancel notification". */
    void cancelledByQueue(Subscription subscription) {
        if (byTag.remove(subscription.tag(), subscription) && session.login().cancelNotify()) {
            session.outbound().method(channel, Method.of(MethodSpec.BASIC_CANCEL, subscription.tag(), true));
        }
    }

    boolean canSend() {
        return !session.congested();
    }

    boolean windowOpen() {
        return channelPrefetch == 0 || unackedByConsumers < channelPrefetch;
    }

    void deliver(Subscription subscription, Entry entry) {
        long tag = ++lastDeliveryTag;
        session.outbound().deliver(channel, subscription.tagOctets(), tag, entry.redelivered(), entry.message());
        session.context().counters().count(BrokerCounters.Kind.MESSAGES_DELIVERED);
        if (subscription.noAck()) {
            entry.queue().ack(entry);
        } else {
            unackedByConsumers++;
            unacked.add(new Unacked.Delivery(tag, entry, Optional.of(subscription)));
        }
    }

    /** A direct reply: no queue holds it, nobody acknowledges it. */
    void deliverReply(byte[] consumerTag, Message message) {
        session.outbound().deliver(channel, consumerTag, ++lastDeliveryTag, false, message);
        session.context().counters().count(BrokerCounters.Kind.MESSAGES_DELIVERED);
    }

    /** basic.get. */
    void get(Method method, String queueName) throws AmqpException {
        Optional<Entry> head = host().get(queueName, session.owner());
        if (head.isEmpty()) {
            session.outbound().method(channel, Method.of(MethodSpec.BASIC_GET_EMPTY, ""));
            return;
        }
        Entry entry = head.get();
        long tag = ++lastDeliveryTag;
        Method answer = Method.of(
                MethodSpec.BASIC_GET_OK,
                tag,
                entry.redelivered(),
                entry.message().exchange(),
                entry.message().routingKey(),
                entry.queue().ready());
        session.outbound().content(channel, answer, entry.message());
        session.context().counters().count(BrokerCounters.Kind.MESSAGES_DELIVERED);
        if (method.bit("no-ack")) {
            entry.queue().ack(entry);
        } else {
            unacked.add(new Unacked.Delivery(tag, entry, Optional.empty()));
        }
    }

    /**
     * Takes deliveries out of the list of unacknowledged ones, oldest first.
     *
     * @throws AmqpException 406 for a delivery tag that is not out
     */
    List<Unacked.Delivery> take(long tag, boolean multiple) throws AmqpException {
        if (multiple && tag == 0) {
            return takeUpTo(Long.MAX_VALUE);
        }
        if (multiple && unacked.contains(tag)) {
            return takeUpTo(tag);
        }
        Optional<Unacked.Delivery> one = multiple ? Optional.empty() : unacked.take(tag);
        return List.of(
                one.orElseThrow(() -> new AmqpException(ReplyCode.PRECONDITION_FAILED, "unknown delivery tag " + tag)));
    }

    private List<Unacked.Delivery> takeUpTo(long tag) {
        List<Unacked.Delivery> taken = new ArrayList<>();
        Optional<Unacked.Delivery> oldest = unacked.takeOldest(tag);
        while (oldest.isPresent()) {
            taken.add(oldest.get());
            oldest = unacked.takeOldest(tag);
        }
        return taken;
    }

    /** Takes out everything. */
    List<Unacked.Delivery> takeAll() {
        return takeUpTo(Long.MAX_VALUE);
    }

    /** Undoes a {@link #take}. */
    void putBack(List<Unacked.Delivery> deliveries) {
        unacked.restore(deliveries);
    }

    /** Ends deliveries that were taken out. */
    void settle(List<Unacked.Delivery> deliveries, Settlement settlement) {
        // All windows open before the first message goes back, because a requeue may deliver it at once.
        for (Unacked.Delivery delivery : deliveries) {
            delivery.subscription().ifPresent(subscription -> {
                subscription.settled();
                unackedByConsumers--;
            });
        }
        if (settlement == Settlement.REQUEUE) {
            requeue(deliveries);
            return;
        }
        for (Unacked.Delivery delivery : deliveries) {
            Entry entry = delivery.entry();
            if (settlement == Settlement.ACK) {
                entry.queue().ack(entry);
            } else {
                entry.queue().reject(entry);
            }
        }
        if (settlement == Settlement.ACK) {
            session.context().counters().count(BrokerCounters.Kind.MESSAGES_ACKED, deliveries.size());
        }
    }

    /** Queue by queue in one piece, so that the oldest is back before the first is delivered again. */
    private static void requeue(List<Unacked.Delivery> deliveries) {
        Map<Queue, List<Entry>> byQueue = new LinkedHashMap<>();
        for (Unacked.Delivery delivery : deliveries) {
            byQueue.computeIfAbsent(delivery.entry().queue(), queue -> new ArrayList<>())
                    .add(delivery.entry());
        }
        byQueue.forEach(Queue::requeue);
    }

    void wake() {
        // A pump may end a subscription, so the walk is over a copy. It begins behind the one that was served last: a
        // window of the channel that opens message by message must not be the first one's alone.
        List<Subscription> all = List.copyOf(byTag.values());
        int start = firstToWake < all.size() ? firstToWake : 0;
        for (int i = 0; i < all.size(); i++) {
            int at = (start + i) % all.size();
            if (all.get(at).wake()) {
                firstToWake = at + 1;
            }
        }
    }

    /** The channel ends: consumers first, so that what goes back does not come here again. */
    void release() {
        List<Subscription> ending = new ArrayList<>(byTag.values());
        byTag.clear();
        ending.forEach(this::detach);
        settle(takeAll(), Settlement.REQUEUE);
    }

    private VirtualHost host() {
        return session.login().host();
    }
}
