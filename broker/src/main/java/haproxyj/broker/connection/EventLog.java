package haproxyj.broker.connection;

import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker's log lines about its peers. What peers can cause at will is limited to a few lines per second and kind; a
 * line that follows suppressed ones tells their number.
 *
 * <p>Threading: any.
 */
public final class EventLog {
    private static final Logger LOG = LoggerFactory.getLogger("haproxyj.broker");
    private static final int LINES_PER_SECOND = 5;

    /** Kinds of lines, limited apart from each other. */
    enum Kind {
        ACCEPTED,
        CLOSED,
        REFUSED,
        BAD_HEADER,
        BAD_LOGIN,
        TIMEOUT,
        CONNECTION_ERROR,
        CHANNEL_ERROR,
        ARGUMENT,
        ALARM,
        FAULT
    }

    private final Map<Kind, LogGate> gates = new EnumMap<>(Kind.class);

    /** A log with all gates open. */
    public EventLog() {
        for (Kind kind : Kind.values()) {
            gates.put(kind, new LogGate(LINES_PER_SECOND, System.nanoTime()));
        }
    }

    /** Something declared has no effect here. */
    public void ignoredArgument(String text) {
        warn(Kind.ARGUMENT, text);
    }

    void info(Kind kind, String text) {
        long suppressed = permit(kind);
        if (suppressed >= 0) {
            LOG.info("{}{}", text, note(suppressed));
        }
    }

    void warn(Kind kind, String text) {
        long suppressed = permit(kind);
        if (suppressed >= 0) {
            LOG.warn("{}{}", text, note(suppressed));
        }
    }

    /** A mistake in the broker itself: the only kind that shows where it happened. */
    void fault(String text, Throwable cause) {
        if (permit(Kind.FAULT) >= 0) {
            LOG.error(text, cause);
        }
    }

    @SuppressWarnings("NullAway") // every key is present
    private long permit(Kind kind) {
        return gates.get(kind).permit(System.nanoTime());
    }

    private static String note(long suppressed) {
        return suppressed == 0 ? "" : " (" + suppressed + " lines of this kind suppressed)";
    }
}
