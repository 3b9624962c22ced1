package haproxyj.broker.queue;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A queue: one pure state machine fed with commands. The commands are {@link #offer}, {@link #take}, {@link #ack},
 * {@link #requeue}, {@link #reject} and {@link #purge}; {@link #pump()} turns what they left into deliveries.
 *
 * <p>Threading: owned by the engine. Consumers are called from {@link #pump()} and may call back into the queue; a pump
 * inside a pump returns at once because the outer one goes on.
 */
public final class Queue {
    private final String name;
    private final QueueArguments arguments;
    private final MessageMemory memory;
    private final Timers timers;
    private final java.util.function.Consumer<DeadLetter> deadLetters;
    private final PriorityEntries ready;
    private final Consumers consumers;
    private long nextPosition;
    private int unacknowledged;
    private boolean hadConsumers;
    private boolean pumping;
    private boolean deleted;
    /** Whether a message with a time to live was ever taken in. */
    private boolean mortal;

    private long usedAt;
    private long armedFor = Timers.NEVER;

    /**
     * An empty queue.
     *
     * @param memory counts what it holds
     * @param timers the time it lives by; whoever owns them calls {@link #onTimer()}
     * @param deadLetters takes what leaves a queue with a dead letter exchange unwanted; may not call back
     */
    public Queue(
            String name,
            QueueArguments arguments,
            MessageMemory memory,
            Timers timers,
            java.util.function.Consumer<DeadLetter> deadLetters) {
        this.name = name;
        this.arguments = arguments;
        this.memory = memory;
        this.timers = timers;
        this.deadLetters = deadLetters;
        this.ready = new PriorityEntries(arguments.maxPriority());
        this.consumers = new Consumers(arguments.singleActiveConsumer());
        use();
    }

    /** Its name in the virtual host. */
    public String name() {
        return name;
    }

    /** What it was declared with. */
    public QueueArguments arguments() {
        return arguments;
    }

    /** Messages ready for delivery. */
    public int ready() {
        return ready.size();
    }

    /** Sum of the bodies of the messages that are ready, octets. */
    public long readyBytes() {
        return ready.bytes();
    }

    /** Messages out with consumers, not acknowledged. */
    public int unacknowledged() {
        return unacknowledged;
    }

    /** Consumers attached. */
    public int consumers() {
        return consumers.size();
    }

    /** Whether a consumer holds the queue for itself (basic.consume exclusive). */
    public boolean exclusivelyConsumed() {
        return consumers.hasExclusive();
    }

    /** Whether it had a consumer once and has none now: what ends an auto-delete queue. */
    public boolean abandoned() {
        return hadConsumers && consumers.size() == 0;
    }

    /**
     * Takes a message in, or refuses it when {@code x-overflow} is a reject policy and the limit is reached. Delivery is
     * left to the next {@link #pump()}, except that consumers are served before a length limit is applied, because the
     * limit counts only what nobody was ready for.
     *
     * @return false when the queue refuses the message
     */
    public boolean offer(Message message) {
        if (deleted) {
            return false;
        }
        if (arguments.limited()) {
            if (exceeds(ready.size() + 1L, ready.bytes() + message.body().length)) {
                pump();
            }
            if (arguments.rejectsPublish()
                    && exceeds(ready.size() + 1L, ready.bytes() + message.body().length)
                    && !deliveredAtOnce()) {
                if (arguments.deadLettersRefused()) {
                    deadLetter(message, DeadLetter.Reason.MAXLEN);
                }
                return false;
            }
        }
        memory.hold(message);
        long ttl = Math.min(arguments.messageTtl(), Expiration.millis(message.properties()));
        long expiresAt = ttl == Timers.NEVER ? Timers.NEVER : timers.now() + ttl;
        ready.append(new Entry(this, message, nextPosition++, expiresAt));
        if (ttl != Timers.NEVER) {
            mortal = true;
            // Without time to live it is for a consumer that waits, or for nobody.
            if (ttl == 0) {
                pump();
            }
            expire(timers.now());
            arm(ready.nextExpiry());
        }
        trim();
        return true;
    }

    /** Takes the head out, unacknowledged, as for a consumer (basic.get). */
    public Optional<Entry> take() {
        use();
        // Consumers that wait were there first.
        pump();
        expire(timers.now());
        return Optional.ofNullable(takeHead());
    }

    /** Settles an unacknowledged entry: it is done. No effect on an entry that is not out (any more). */
    public void ack(Entry entry) {
        settle(entry);
    }

    /**
     * Returns an unacknowledged entry to its original place, marked redelivered, and pumps. For several entries at once
     * use {@link #requeue(Collection)}: one by one, the first may be delivered again before an older one is back.
     */
    public void requeue(Entry entry) {
        if (restore(entry)) {
            trim();
            pump();
        }
    }

    /**
     * Returns unacknowledged entries to their original places, marked redelivered, then pumps once; entries that are not
     * out, or of other queues, are passed over.
     */
    public void requeue(Collection<Entry> entries) {
        boolean any = false;
        for (Entry entry : entries) {
            any |= restore(entry);
        }
        if (any) {
            trim();
            pump();
        }
    }

    /** Settles an unacknowledged entry that its consumer refused without requeue: it is dead-lettered. */
    public void reject(Entry entry) {
        if (out(entry) && !deleted) {
            deadLetter(entry.message(), DeadLetter.Reason.REJECTED);
        }
        settle(entry);
    }

    /** Drops what is ready, not what is out; returns how many. */
    public int purge() {
        return ready.clear(this::finish);
    }

    /** Attaches a consumer; the caller has checked exclusivity. It is served from the next {@link #pump()} on. */
    public void attach(Consumer consumer, boolean exclusive) {
        consumers.add(consumer, exclusive);
        hadConsumers = true;
    }

    /** Detaches a consumer; what it has out stays out. False when it was not attached. */
    public boolean detach(Consumer consumer) {
        use();
        return consumers.remove(consumer);
    }

    /**
     * Ends the queue: drops its messages, tells its consumers. Later commands only let go of entries that are still out.
     *
     * @return the ready messages dropped
     */
    public int delete() {
        deleted = true;
        timers.forget(this);
        int dropped = ready.clear(this::finish);
        unacknowledged = 0;
        consumers.clear().forEach(Consumer::cancelled);
        return dropped;
    }

    /** Delivers to ready consumers until either side runs out; idempotent, cheap when there is nothing to do. */
    public void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        try {
            while (ready.size() > 0) {
                expire(timers.now() - 1);
                Consumer consumer = consumers.next();
                if (consumer == null) {
                    return;
                }
                Entry entry = takeHead();
                if (entry != null) {
                    consumer.deliver(entry);
                }
            }
        } finally {
            pumping = false;
        }
    }

    /** Somebody declares it or asks for a message: the time of {@code x-expires} starts anew. */
    public void use() {
        usedAt = timers.now();
        if (arguments.expires() != Timers.NEVER) {
            arm(usedAt + arguments.expires());
        }
    }

    /** Whether {@code x-expires} is over: no consumers, and no use for so long. */
    public boolean expired() {
        return arguments.expires() != Timers.NEVER
                && consumers.size() == 0
                && timers.now() - usedAt >= arguments.expires();
    }

    /** A time has come that it asked for; not called after {@link #delete()}. */
    public void onTimer() {
        armedFor = Timers.NEVER;
        expire(timers.now());
        arm(ready.nextExpiry());
        if (arguments.expires() != Timers.NEVER && consumers.size() == 0 && !expired()) {
            arm(usedAt + arguments.expires());
        }
    }

    boolean waitsFor(long at) {
        return at == armedFor;
    }

    private void arm(long at) {
        if (at < armedFor && !deleted) {
            armedFor = at;
            timers.add(at, this);
        }
    }

    /** Drops heads whose time to live is over; what is behind a head that lives waits for its turn. */
    private void expire(long now) {
        Entry old = mortal ? ready.pollExpired(now) : null;
        if (old == null) {
            return;
        }
        while (old != null) {
            finish(old);
            deadLetter(old.message(), DeadLetter.Reason.EXPIRED);
            old = ready.pollExpired(now);
        }
        arm(ready.nextExpiry());
    }

    private void deadLetter(Message message, DeadLetter.Reason reason) {
        if (arguments.deadLetterExchange().isPresent()) {
            deadLetters.accept(new DeadLetter(this, message, reason));
        }
    }

    private boolean exceeds(long messages, long bytes) {
        return messages > arguments.maxLength() || bytes > arguments.maxLengthBytes();
    }

    /** Nothing waits after the pump and somebody is ready: a message taken in now is never counted as waiting. */
    private boolean deliveredAtOnce() {
        return !pumping && ready.size() == 0 && consumers.anyReady();
    }

    private void trim() {
        if (!arguments.limited() || !exceeds(ready.size(), ready.bytes())) {
            return;
        }
        pump();
        while (!arguments.rejectsPublish() && ready.size() > 0 && exceeds(ready.size(), ready.bytes())) {
            Entry oldest = ready.poll();
            if (oldest != null) {
                finish(oldest);
                deadLetter(oldest.message(), DeadLetter.Reason.MAXLEN);
            }
        }
    }

    private @Nullable Entry takeHead() {
        Entry entry = ready.poll();
        if (entry != null) {
            entry.state = Entry.State.OUT;
            unacknowledged++;
        }
        if (mortal) {
            arm(ready.nextExpiry());
        }
        return entry;
    }

    private boolean restore(Entry entry) {
        if (deleted) {
            settle(entry);
        }
        if (!out(entry)) {
            return false;
        }
        entry.state = Entry.State.READY;
        entry.redelivered = true;
        unacknowledged--;
        ready.restore(entry);
        arm(entry.expiresAt());
        return true;
    }

    private void settle(Entry entry) {
        if (out(entry)) {
            finish(entry);
            unacknowledged -= deleted ? 0 : 1;
        }
    }

    private void finish(Entry entry) {
        entry.state = Entry.State.SETTLED;
        memory.release(entry.message());
    }

    private boolean out(Entry entry) {
        return entry.queue() == this && entry.state == Entry.State.OUT;
    }
}
