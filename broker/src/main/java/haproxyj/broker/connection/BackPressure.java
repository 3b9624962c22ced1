package haproxyj.broker.connection;

/**
 * How much of one connection is under way between its event loop and the engine, and when that is too much.
 *
 * <p>Four counters of octets that only grow, each written by one side. Whoever finds a limit exceeded raises a flag and
 * looks at the counter again, so that the other side, which looks at them in the opposite order, cannot miss it.
 */
final class BackPressure {
    /** Unwritten octets at which deliveries stop; they go on at half of it. */
    private static final long CONGESTED = 2L << 20;
    /** Unwritten octets at which the peer is no longer read: only answers to its own requests lead there. */
    private static final long STOP_READING = 16L << 20;
    /** Commands' octets waiting for the engine at which the peer is no longer read. */
    private static final long BACKLOG = 8L << 20;

    private final MemoryAlarm memory;
    private final long congestedAt;
    private final long stopReadingAt;
    private final long backlogAt;
    private long submitted;
    private volatile long processed;
    private long handed;
    private volatile long written;
    private volatile boolean congested;
    private volatile boolean paused;

    /** Limits are lower where the memory alarm's watermark is low, which is told of everything under way. */
    BackPressure(MemoryAlarm memory) {
        this.memory = memory;
        this.congestedAt = memory.share(CONGESTED);
        this.stopReadingAt = memory.share(STOP_READING);
        this.backlogAt = memory.share(BACKLOG);
    }

    /** Loop: commands go to the engine. */
    void onSubmit(long octets) {
        memory.underWay(octets);
        submitted += octets;
    }

    /** Engine: commands are done. Returns whether the loop waits to hear of it. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer: the engine
    boolean onProcessed(long octets) {
        processed += octets;
        memory.underWay(-octets);
        return paused;
    }

    /** Loop: frames go to the socket. */
    void onHanded(long octets) {
        handed += octets;
        memory.underWay(octets);
    }

    /** Loop: frames are written, or lost with the socket. Returns whether deliveries wait to hear of it. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer: the loop
    boolean onWritten(long octets) {
        written += octets;
        memory.underWay(-octets);
        if (congested && handed - written <= congestedAt / 2) {
            congested = false;
            return true;
        }
        return false;
    }

    /** Engine: whether deliveries must stop, given all octets ever appended. */
    boolean congested(long appended) {
        if (appended - written < congestedAt) {
            return false;
        }
        congested = true;
        if (appended - written < congestedAt) {
            congested = false;
            return false;
        }
        return true;
    }

    /** Loop: whether the peer may be read. Below half of a limit once it was reached. */
    boolean mayRead() {
        if (below(paused ? 2 : 1)) {
            paused = false;
            return true;
        }
        paused = true;
        // The engine may have caught up before it could see the flag.
        boolean again = below(2);
        paused = !again;
        return again;
    }

    private boolean below(int divisor) {
        return submitted - processed < backlogAt / divisor && handed - written < stopReadingAt / divisor;
    }
}
