package haproxyj.broker.queue;

/** A queue: one pure state machine fed with commands, owned by the engine. */
public final class Queue {

    /** Its name in the virtual host. */
    public String name() {
        throw new IllegalStateException("stub");
    }

    /** Messages ready for delivery. */
    public int ready() {
        throw new IllegalStateException("stub");
    }

    /** Consumers attached. */
    public int consumers() {
        throw new IllegalStateException("stub");
    }

    /** Delivers to ready consumers until either side runs out; idempotent, cheap when there is nothing to do. */
    public void pump() {
        throw new IllegalStateException("stub");
    }

    /** Settles an unacknowledged entry: it is done. No effect on an entry that is not out (any more). */
    public void ack(Entry entry) {
        throw new IllegalStateException("stub");
    }

    /** Returns an unacknowledged entry to its original place, marked redelivered, and pumps. */
    public void requeue(Entry entry) {
        throw new IllegalStateException("stub");
    }

    /** Settles an unacknowledged entry that its consumer refused without requeue (dead-lettering hangs here later). */
    public void reject(Entry entry) {
        throw new IllegalStateException("stub");
    }
}
