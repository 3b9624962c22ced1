package haproxyj.broker.connection;

import haproxyj.broker.queue.Consumer;
import haproxyj.broker.queue.Entry;
import haproxyj.broker.queue.Queue;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A consumer on a channel (basic.consume): its prefetch window, and whether it had to let messages wait.
 *
 * <p>Threading: owned by the engine.
 */
final class Subscription implements Consumer {
    private final Subscriptions channel;
    private final String tag;
    private final byte[] tagOctets;
    private final boolean noAck;
    private final int priority;
    private final int prefetch;
    private @Nullable Queue queue;
    private int unacked;
    private boolean starved;

    Subscription(Subscriptions channel, String tag, boolean noAck, int priority, int prefetch) {
        this.channel = channel;
        this.tag = tag;
        this.tagOctets = tag.getBytes(StandardCharsets.UTF_8);
        this.noAck = noAck;
        this.priority = priority;
        this.prefetch = prefetch;
    }

    void attached(Queue to) {
        queue = to;
    }

    Optional<Queue> queue() {
        return Optional.ofNullable(queue);
    }

    byte[] tagOctets() {
        return tagOctets;
    }

    boolean noAck() {
        return noAck;
    }

    @Override
    public String tag() {
        return tag;
    }

    @Override
    public int priority() {
        return priority;
    }

    @Override
    public boolean ready() {
        // A full window of the channel stops all its consumers, those that do not acknowledge too.
        boolean ready = (noAck || prefetch == 0 || unacked < prefetch) && channel.windowOpen() && channel.canSend();
        starved |= !ready;
        return ready;
    }

    @Override
    public void deliver(Entry entry) {
        if (!noAck) {
            unacked++;
        }
        channel.deliver(this, entry);
    }

    /** One of its deliveries is settled or went back. */
    void settled() {
        unacked--;
    }

    /** Asks the queue for what it had to leave there, if it can take more by now; true when it did. */
    boolean wake() {
        if (!starved || queue == null || !ready()) {
            return false;
        }
        starved = false;
        queue.pump();
        return true;
    }

    @Override
    public void cancelled() {
        channel.cancelledByQueue(this);
    }
}
