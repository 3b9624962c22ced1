package haproxyj.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of the access log in its fields (HAProxy manual 8.2.2). */
record AccessLine(
        String client,
        String frontend,
        String backend,
        String server,
        int queueMillis,
        int connectMillis,
        int totalMillis,
        long bytes,
        String letters,
        int retries,
        boolean redispatched,
        int serverQueue,
        int backendQueue) {

    private static final Pattern FORM =
            Pattern.compile("(\\S+) \\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d\\.\\d{3}] "
                    + "(\\S+) ([^ /]+)/(\\S+) (-?\\d+)/(-?\\d+)/(\\d+) (\\d+) (\\S\\S) "
                    + "\\d+/\\d+/\\d+/\\d+/(\\+?)(\\d+) (\\d+)/(\\d+)");

    static AccessLine parse(String line) {
        Matcher m = FORM.matcher(line);
        assertThat(m.matches()).as("tcplog: %s", line).isTrue();
        return new AccessLine(
                m.group(1),
                m.group(2),
                m.group(3),
                m.group(4),
                Integer.parseInt(m.group(5)),
                Integer.parseInt(m.group(6)),
                Integer.parseInt(m.group(7)),
                Long.parseLong(m.group(8)),
                m.group(9),
                Integer.parseInt(m.group(11)),
                !m.group(10).isEmpty(),
                Integer.parseInt(m.group(12)),
                Integer.parseInt(m.group(13)));
    }

    /** The line of this client's connection. */
    static AccessLine of(HaproxyJ proxy, Client client) {
        return parse(proxy.awaitAccessLine(client.address() + " ["));
    }

    /** Letters, retries with the mark of a redispatch, and the server: {@code "-- +0 s2"}. */
    String brief() {
        return letters + " " + (redispatched ? "+" : "") + retries + " " + server;
    }
}
