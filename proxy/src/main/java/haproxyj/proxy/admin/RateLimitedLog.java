package haproxyj.proxy.admin;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * A logger for what can happen thousands of times a second: each kind of message is written at most N times a second, and
 * the next line of that kind says how many were left out.
 *
 * <p>Any thread. The text is made only for lines that are written.
 */
public final class RateLimitedLog {

    private static final int MAX_KINDS = 256;

    private final Logger log;
    private final int perSecond;
    private final LongSupplier nanoClock;
    private final Map<String, LogRate> kinds = new ConcurrentHashMap<>();
    private final LogRate others;

    /**
     * A limiter.
     *
     * @param log where lines go
     * @param perSecond lines of one kind in one second
     * @param nanoClock a monotonic clock, {@code System::nanoTime}
     */
    public RateLimitedLog(Logger log, int perSecond, LongSupplier nanoClock) {
        this.log = log;
        this.perSecond = perSecond;
        this.nanoClock = nanoClock;
        this.others = new LogRate(perSecond);
    }

    /** Writes a warning, or counts it. The kind is a constant; above 256 kinds the rest share one limit. */
    public void warn(String kind, Supplier<String> message) {
        write(Level.WARN, kind, message);
    }

    /** Writes an information, or counts it. */
    public void info(String kind, Supplier<String> message) {
        write(Level.INFO, kind, message);
    }

    private void write(Level level, String kind, Supplier<String> message) {
        if (!log.isEnabledForLevel(level)) {
            return;
        }
        int suppressed = rateOf(kind).permit(nanoClock.getAsLong());
        if (suppressed == LogRate.SUPPRESSED) {
            return;
        }
        String text = message.get();
        log.atLevel(level).log(suppressed == 0 ? text : text + " (" + suppressed + " more like this were not logged)");
    }

    private LogRate rateOf(String kind) {
        LogRate rate = kinds.get(kind);
        if (rate != null) {
            return rate;
        }
        return kinds.size() >= MAX_KINDS ? others : kinds.computeIfAbsent(kind, k -> new LogRate(perSecond));
    }
}
