package haproxyj.bench.relay;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The closing sum of {@code iperf3 -J}, as the receiver counted. Pure.
 *
 * @param octets received
 * @param bitsPerSecond the same by time
 */
record IperfOutput(double octets, double bitsPerSecond) {
    private static final Pattern SUM = Pattern.compile("\"sum_received\"\\s*:\\s*\\{([^}]*)}");
    private static final Pattern ERROR = Pattern.compile("\"error\"\\s*:\\s*\"([^\"]*)\"");

    /**
     * Reads it.
     *
     * @throws IOException when the text has no sum; with iperf3's own words if it gave any
     */
    static IperfOutput parse(String json) throws IOException {
        Matcher error = ERROR.matcher(json);
        if (error.find()) {
            throw new IOException("iperf3: " + error.group(1));
        }
        Matcher sum = SUM.matcher(json);
        if (!sum.find()) {
            throw new IOException("iperf3 printed no sum:\n" + json);
        }
        return new IperfOutput(number(sum.group(1), "bytes"), number(sum.group(1), "bits_per_second"));
    }

    private static double number(String object, String key) throws IOException {
        Matcher match = Pattern.compile("\"" + key + "\"\\s*:\\s*([0-9.eE+-]+)").matcher(object);
        if (!match.find()) {
            throw new IOException("iperf3's sum has no " + key + ": " + object);
        }
        return Double.parseDouble(match.group(1));
    }
}
