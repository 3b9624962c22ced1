package haproxyj.broker.queue;

/**
 * One message in one queue. Owned by the queue; others hold it only to give it back.
 */
public final class Entry {
    /** Where an entry is in its life. */
    enum State {
        /** Waits in the queue. */
        READY,
        /** With a consumer, not acknowledged. */
        OUT,
        /** Acknowledged, refused, dropped or purged: of no more interest to its queue. */
        SETTLED
    }

    private final Queue queue;
    private final Message message;
    private final long position;
    private final long expiresAt;
    State state = State.READY;
    boolean redelivered;

    Entry(Queue queue, Message message, long position, long expiresAt) {
        this.queue = queue;
        this.message = message;
        this.position = position;
        this.expiresAt = expiresAt;
    }

    /** The queue that holds it. */
    public Queue queue() {
        return queue;
    }

    /** The message. */
    public Message message() {
        return message;
    }

    /** Place in the queue's order of arrival; a requeued entry returns there. */
    public long position() {
        return position;
    }

    /** Whether it was out with a consumer before. */
    public boolean redelivered() {
        return redelivered;
    }

    /** When its time to live is over, in milliseconds of {@link Timers}. */
    long expiresAt() {
        return expiresAt;
    }

    int size() {
        return message.body().length;
    }
}
