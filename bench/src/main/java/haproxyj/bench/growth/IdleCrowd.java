package haproxyj.bench.growth;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cost per connection while others stand idle. */
final class IdleCrowd {
    private static final List<Integer> WANTED = List.of(100, 1_000, 10_000, 20_000);
    /** Descriptors that are no idle connections: libraries, listeners, the measured connections. */
    private static final int SPARE = 500;

    private IdleCrowd() {}

    /** The levels this machine allows, with a message on standard error when that is not all. */
    static List<Integer> levels() {
        int most = most(descriptorLimit());
        List<Integer> levels = allowed(WANTED, most);
        if (!levels.equals(WANTED)) {
            System.err.printf(
                    "the descriptor limit of %d (ulimit -n) allows %d idle connections, not %d: a proxy needs two"
                            + " descriptors for each; raise the limit (ulimit -n 50000, as root) for the larger levels%n",
                    descriptorLimit(), most, WANTED.get(WANTED.size() - 1));
        }
        return levels;
    }

    /** The wanted ones up to the most, which stands for those above it. Pure. */
    static List<Integer> allowed(List<Integer> wanted, int most) {
        return wanted.stream().map(level -> Math.min(level, most)).distinct().toList();
    }

    /** As much as the idle and the measured connections need. */
    static int maxconn() {
        return Math.min(WANTED.get(WANTED.size() - 1), most(descriptorLimit())) + 100;
    }

    /** A proxy holds two descriptors per connection; we and the server hold one for each of two proxies. Pure. */
    static int most(long limit) {
        return (int) Math.min(1_000_000, (limit - SPARE) / 2);
    }

    private static long descriptorLimit() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : 1_024;
    }

    /** In each round every level from the lowest on, contestants in turns; then the idle ones leave. */
    static Series measure(List<Subject> subjects, Opener opener, List<Integer> levels, int rounds, int connections)
            throws IOException, InterruptedException {
        Series series = new Series("idle connections beside");
        for (int round = 1; round <= rounds; round++) {
            Map<Subject, List<Socket>> idle = new LinkedHashMap<>();
            try {
                for (int level : levels) {
                    System.err.printf("idle, round %d of %d: %d connections%n", round, rounds, level);
                    for (Subject subject : subjects) {
                        List<Socket> kept = idle.computeIfAbsent(subject, s -> new ArrayList<>());
                        kept.addAll(opener.keep(subject.address(0), level - kept.size()));
                    }
                    for (Subject subject : subjects) {
                        series.add(level, subject.name(), subject.cost(opener, 0, connections));
                    }
                }
            } finally {
                for (Socket socket :
                        idle.values().stream().flatMap(List::stream).toList()) {
                    socket.close();
                }
            }
        }
        return series;
    }
}
