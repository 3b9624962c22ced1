package haproxyj.proxy.admin;

import java.util.concurrent.atomic.AtomicLong;

/**
 * At most so many log lines a second. Pure: the time is a parameter. Any thread; no locks.
 *
 * <p>A second is a whole second of the given clock, so two bursts may meet at its edge.
 */
public final class LogRate {

    /** The answer of {@link #permit} when the line is to be left out. */
    public static final int SUPPRESSED = -1;

    private static final int COUNT_BITS = 24;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
    private static final long SECOND = 1_000_000_000L;

    private final int perSecond;
    /** The second in the upper bits, lines asked for in that second in the lower ones: one word, one compare-and-set. */
    private final AtomicLong window = new AtomicLong(Long.MIN_VALUE);

    /**
     * A limit.
     *
     * @param perSecond 1 or more
     */
    public LogRate(int perSecond) {
        if (perSecond < 1) {
            throw new IllegalArgumentException("lines per second is " + perSecond + ", must be 1 or more");
        }
        this.perSecond = perSecond;
    }

    /**
     * Asks for one line.
     *
     * @param nowNanos of a monotonic clock
     * @return {@link #SUPPRESSED}, or how many lines were suppressed since the last permitted one
     */
    public int permit(long nowNanos) {
        long second = Math.floorDiv(nowNanos, SECOND);
        while (true) {
            long seen = window.get();
            long asked = seen & COUNT_MASK;
            boolean sameSecond = seen >> COUNT_BITS == second;
            long next = sameSecond
                    ? seen + (asked < COUNT_MASK ? 1 : 0) // saturates
                    : second << COUNT_BITS | 1;
            if (window.compareAndSet(seen, next)) {
                if (sameSecond) {
                    return asked < perSecond ? 0 : SUPPRESSED;
                }
                return (int) Math.max(0, asked - perSecond);
            }
        }
    }
}
