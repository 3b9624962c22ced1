package haproxyj.bench.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a process holds at one moment.
 *
 * @param descriptors open ones by kind: socket, pipe, eventpoll, eventfd, file…
 * @param threads by name, without the number at its end
 * @param residentKib resident set size
 * @param gauges name and labels to value, as its metrics page has them; gauges only
 */
record Holding(
        Map<String, Integer> descriptors, Map<String, Integer> threads, long residentKib, Map<String, Double> gauges) {

    /** Looks into {@code /proc} and asks the metrics page at a port of 127.0.0.1. Blocks. */
    static Holding of(long pid, int statsPort) throws IOException, InterruptedException {
        // First the page: its connection must be gone when descriptors are counted.
        Map<String, Double> gauges = MetricsPage.fetch(statsPort);
        Path process = Path.of("/proc", Long.toString(pid));
        Map<String, Integer> descriptors = new TreeMap<>();
        for (Path link : list(process.resolve("fd"))) {
            try {
                descriptors.merge(kind(Files.readSymbolicLink(link).toString()), 1, Integer::sum);
            } catch (NoSuchFileException closedMeanwhile) {
                // It is not held any more.
            }
        }
        Map<String, Integer> threads = new TreeMap<>();
        for (Path task : list(process.resolve("task"))) {
            try {
                String name = Files.readString(task.resolve("comm")).strip();
                threads.merge(name.replaceFirst("[-#0-9]+$", ""), 1, Integer::sum);
            } catch (IOException endedMeanwhile) {
                // It does not run any more.
            }
        }
        return new Holding(descriptors, threads, residentKib(pid), gauges);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    /** The kind of a descriptor from what its link in {@code /proc/PID/fd} says. */
    static String kind(String target) {
        if (target.startsWith("anon_inode:")) {
            return target.substring("anon_inode:".length()).replaceAll("[\\[\\]]", "");
        }
        int colon = target.indexOf(":[");
        return colon > 0 ? target.substring(0, colon) : "file";
    }

    /** Resident set size now. */
    static long residentKib(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("/proc/" + pid + "/status has no VmRSS");
    }
}
