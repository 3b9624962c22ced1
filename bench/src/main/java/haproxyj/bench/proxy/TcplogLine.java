package haproxyj.bench.proxy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One access-log line in HAProxy's {@code option tcplog} format (configuration manual 8.2.2).
 *
 * @param clientPort source port of the client
 * @param frontend section that accepted
 * @param backend section that served
 * @param server name, or {@code <NOSRV>}
 * @param queueMillis Tw; -1 when the connection ended in the queue
 * @param connectMillis Tc; -1 when no server was reached
 * @param totalMillis Tt
 * @param bytesRead octets from server to client
 * @param termination two letters of manual 8.5
 * @param retries connection retries
 * @param redispatched a {@code +} stood before the retries
 */
public record TcplogLine(
        int clientPort,
        String frontend,
        String backend,
        String server,
        long queueMillis,
        long connectMillis,
        long totalMillis,
        long bytesRead,
        String termination,
        int retries,
        boolean redispatched) {

    private static final Pattern FORMAT = Pattern.compile("\\S+:(\\d+) \\[[^\\]]+\\] (\\S+) ([^/\\s]+)/(\\S+)"
            + " (-?\\d+)/(-?\\d+)/\\+?(\\d+) \\+?(\\d+) (\\S\\S)"
            + " \\d+/\\d+/\\d+/\\d+/(\\+?)(\\d+) \\d+/\\d+");

    /** The line, whatever stands before it (a syslog header, a logger's prefix); empty when it is not one. */
    public static Optional<TcplogLine> parse(String line) {
        Matcher match = FORMAT.matcher(line);
        if (!match.find()) {
            return Optional.empty();
        }
        return Optional.of(new TcplogLine(
                Integer.parseInt(match.group(1)),
                match.group(2),
                match.group(3),
                match.group(4),
                Long.parseLong(match.group(5)),
                Long.parseLong(match.group(6)),
                Long.parseLong(match.group(7)),
                Long.parseLong(match.group(8)),
                match.group(9),
                Integer.parseInt(match.group(11)),
                !match.group(10).isEmpty()));
    }
}
