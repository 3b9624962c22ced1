package haproxyj.broker.queue;

/**
 * Who takes messages from a queue. Implemented by the channel; called on the engine only.
 *
 * <p>A consumer answers {@link #ready()} from its prefetch window and the state of its connection. When that changes
 * from false to true its owner calls {@link Queue#pump()}.
 */
public interface Consumer {

    /** The consumer tag, unique on its channel. */
    String tag();

    /** {@code x-priority} of basic.consume; higher is served first. */
    int priority();

    /** Whether one more message may be delivered now. */
    boolean ready();

    /** Takes one entry. The entry stays unacknowledged in its queue unless the consumer settles it (no-ack: at once). */
    void deliver(Entry entry);

    /** The queue is gone (deleted, or its node): the channel sends basic.cancel if its client understands that. */
    void cancelled();
}
