package haproxyj.proxy.admin;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * HAProxy's {@code option tcplog} line (manual 8.2.2), as 2.6 prints it:
 *
 * <pre>{@code
 * 127.0.0.1:51314 [22/Nov/2026:18:41:50.123] rabbit_cluster rabbit_cluster/rb1 0/1/5007 212 -- 1/1/1/1/0 0/0
 * }</pre>
 *
 * <p>Pure, but it remembers the last second it wrote, since connections that end together mostly began together: one
 * instance per thread.
 */
public final class TcpLogFormat {

    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private final ZoneId zone;
    private long cachedSecond = Long.MIN_VALUE;
    private String cachedPrefix = "";

    /**
     * A format.
     *
     * @param zone whose local time the accept date is written in
     */
    public TcpLogFormat(ZoneId zone) {
        this.zone = zone;
    }

    /** Appends one line, line feed included. */
    public void append(StringBuilder to, SessionRecord session) {
        AddressText.append(to, session.client());
        to.append(' ');
        appendDate(to, session.acceptEpochMillis());
        to.append(' ').append(session.frontend());
        to.append(' ').append(session.backend());
        to.append('/').append(session.server());
        to.append(' ').append(session.queueMillis());
        to.append('/').append(session.connectMillis());
        to.append('/').append(session.totalMillis());
        to.append(' ').append(session.bytesRead());
        to.append(' ').append(session.termination());
        to.append(' ').append(session.actconn());
        to.append('/').append(session.feconn());
        to.append('/').append(session.beconn());
        to.append('/').append(session.srvConn());
        to.append(session.redispatched() ? "/+" : "/").append(session.retries());
        to.append(' ').append(session.serverQueue());
        to.append('/').append(session.backendQueue()).append('\n');
    }

    /** Appends the date in brackets, with milliseconds. */
    void appendDate(StringBuilder to, long epochMillis) {
        long second = Math.floorDiv(epochMillis, 1000L);
        if (second != cachedSecond) {
            cachedPrefix = prefix(second);
            cachedSecond = second;
        }
        int millis = (int) Math.floorMod(epochMillis, 1000L);
        to.append(cachedPrefix);
        to.append((char) ('0' + millis / 100));
        to.append((char) ('0' + millis / 10 % 10));
        to.append((char) ('0' + millis % 10)).append(']');
    }

    private String prefix(long second) {
        ZonedDateTime time = Instant.ofEpochSecond(second).atZone(zone);
        StringBuilder text = new StringBuilder(24).append('[');
        two(text, time.getDayOfMonth()).append('/');
        text.append(MONTHS[time.getMonthValue() - 1]).append('/');
        text.append(time.getYear()).append(':');
        two(text, time.getHour()).append(':');
        two(text, time.getMinute()).append(':');
        return two(text, time.getSecond()).append('.').toString();
    }

    private static StringBuilder two(StringBuilder to, int number) {
        return to.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
