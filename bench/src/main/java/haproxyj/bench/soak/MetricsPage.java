package haproxyj.bench.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The gauges of a page in Prometheus's text format 0.0.4. */
final class MetricsPage {
    private static final int TIMEOUT_MILLIS = 10_000;

    private MetricsPage() {}

    /** Asks {@code /metrics} on a connection of its own, which ends with the answer. Blocks. */
    static Map<String, Double> fetch(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream()
                    .write("GET /metrics HTTP/1.0\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.matches("(?s)HTTP/1\\.[01] 200 .*")) {
                throw new IOException(
                        "/metrics answered " + answer.lines().findFirst().orElse("nothing"));
            }
            return gauges(answer.substring(answer.indexOf("\r\n\r\n") + 4));
        }
    }

    /** Name with labels to value. Pure. */
    static Map<String, Double> gauges(String text) {
        Set<String> names = new HashSet<>();
        Map<String, Double> gauges = new TreeMap<>();
        text.lines().forEach(line -> {
            if (line.matches("# TYPE \\S+ gauge")) {
                names.add(line.split(" ", -1)[2]);
            } else if (!line.startsWith("#") && line.contains(" ")) {
                String name = line.substring(0, line.lastIndexOf(' '));
                if (names.contains(name.replaceFirst("\\{.*", ""))) {
                    gauges.put(name, Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)));
                }
            }
        });
        return gauges;
    }
}
