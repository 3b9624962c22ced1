package haproxyj.broker.connection;

/**
 * When to send a heartbeat and when to give a silent peer up (specification 4.2.7): send when nothing was sent for half
 * the interval, give up when nothing was received for two.
 *
 * <p>Threading: pure; belongs to one connection's event loop. All times are nanoseconds of one monotonic clock.
 */
final class Heartbeat {
    /** What a timer found. */
    enum Verdict {
        /** Both sides are alive. */
        QUIET,
        /** A heartbeat is due. */
        SEND,
        /** The peer has been silent too long. */
        DEAD
    }

    private final long interval;
    private long lastRead;
    private long lastWrite;

    Heartbeat(long intervalNanos, long nowNanos) {
        this.interval = intervalNanos;
        this.lastRead = nowNanos;
        this.lastWrite = nowNanos;
    }

    /** Any octet counts as a sign of life. */
    void onRead(long nowNanos) {
        lastRead = nowNanos;
    }

    void onWrite(long nowNanos) {
        lastWrite = nowNanos;
    }

    Verdict onTimer(long nowNanos) {
        if (nowNanos - lastRead >= 2 * interval) {
            return Verdict.DEAD;
        }
        return nowNanos - lastWrite >= interval / 2 ? Verdict.SEND : Verdict.QUIET;
    }

    /** Nanoseconds until the timer should fire again, at least a millisecond. */
    long delay(long nowNanos) {
        long untilSend = lastWrite + interval / 2 - nowNanos;
        long untilDead = lastRead + 2 * interval - nowNanos;
        return Math.max(1_000_000, Math.min(untilSend, untilDead));
    }
}
