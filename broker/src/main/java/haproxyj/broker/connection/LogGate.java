package haproxyj.broker.connection;

/**
 * Lets a few lines per second pass and counts the others.
 *
 * <p>Threading: any; synchronized, held for a few instructions.
 */
final class LogGate {
    private static final long SECOND = 1_000_000_000L;

    private final int linesPerSecond;
    private long windowStart;
    private int lines;
    private long suppressed;

    LogGate(int linesPerSecond, long nowNanos) {
        this.linesPerSecond = linesPerSecond;
        this.windowStart = nowNanos;
    }

    /** Whether a line may be written now; if so how many were kept back since the last one, else -1. */
    synchronized long permit(long nowNanos) {
        if (nowNanos - windowStart >= SECOND) {
            windowStart = nowNanos;
            lines = 0;
        }
        if (lines >= linesPerSecond) {
            suppressed++;
            return -1;
        }
        lines++;
        long kept = suppressed;
        suppressed = 0;
        return kept;
    }
}
