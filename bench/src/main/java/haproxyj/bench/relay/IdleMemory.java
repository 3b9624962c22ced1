package haproxyj.bench.relay;

import haproxyj.bench.load.IdleConnections;
import haproxyj.bench.process.Child;
import haproxyj.bench.process.Usage;
import haproxyj.bench.relay.Figure.Bar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Memory and descriptors per idle connection, of contestants that were just started. */
final class IdleMemory {
    private static final int WANTED_CONNECTIONS = 10_000;
    /** Descriptors that a process needs for other things; HAProxy sets most of them aside for its pipes. */
    private static final long SPARE_DESCRIPTORS = 800;

    private static final int SPARE_CONNECTIONS = 50;
    private static final double OCTETS_PER_KB = 1_000;
    private static final long QUIET_LOOK_MILLIS = 500;
    /** At most one clock tick of the kernel within a look. */
    private static final long QUIET_MICROS = 10_000;

    private static final int LOOKS = 30;

    private static final Figure MEMORY = new Figure(
            "kilobytesPerIdleConnection", "memory per idle connection, kB", Goal.ratioAtMost(1), Bar.less("kB/idle"));
    private static final Figure DESCRIPTORS =
            new Figure("descriptorsPerIdleConnection", "  descriptors per idle connection", Goal.NONE, Bar.NONE);
    private static final Figure BEFORE =
            new Figure("megabytesAtStart", "  resident after start, MB", Goal.NONE, Bar.NONE);
    private static final Figure AFTER =
            new Figure("megabytesWithIdle", "  resident with them, MB", Goal.NONE, Bar.NONE);

    private IdleMemory() {}

    /** Connections that the descriptor limit of this process and its children has room for; two each in a proxy. */
    static int connections() throws IOException {
        String limit = Files.readAllLines(Path.of("/proc/self/limits")).stream()
                .filter(line -> line.startsWith("Max open files"))
                .findFirst()
                .orElseThrow(() -> new IOException("/proc/self/limits names no limit of open files"));
        return connections(limit);
    }

    static int connections(String limitLine) {
        String soft = limitLine.trim().split(" {2,}", -1)[1];
        if (soft.equals("unlimited")) {
            return WANTED_CONNECTIONS;
        }
        long room = (Long.parseLong(soft) - SPARE_DESCRIPTORS) / 2;
        return (int) Math.max(100, Math.min(WANTED_CONNECTIONS, room / 100 * 100));
    }

    /** Measures all contestants but {@link Contestant#DIRECT}, as often as wanted, one after the other. */
    static void measure(Arena arena, List<Contestant> contestants, int runs, Results results)
            throws IOException, InterruptedException {
        int connections = connections();
        if (connections < WANTED_CONNECTIONS) {
            System.err.println("memory: " + connections + " instead of " + WANTED_CONNECTIONS
                    + " idle connections, because of the limit of open files (ulimit -n)");
        }
        List<Contestant> proxies = contestants.stream()
                .filter(contestant -> contestant != Contestant.DIRECT)
                .toList();
        for (int run = 0; run < runs; run++) {
            Map<Contestant, Map<Figure, Double>> pair = new EnumMap<>(Contestant.class);
            for (Contestant contestant : Rounds.turn(proxies, run)) {
                System.err.println("memory: " + contestant.label());
                pair.put(contestant, measure(arena, contestant, connections));
            }
            results.add(List.of(MEMORY, DESCRIPTORS, BEFORE, AFTER), proxies, pair);
        }
    }

    private static Map<Figure, Double> measure(Arena arena, Contestant contestant, int connections)
            throws IOException, InterruptedException {
        try (Target target = arena.start(contestant, connections + SPARE_CONNECTIONS)) {
            Child child = target.proxy().orElseThrow().child();
            Usage before = quiet(child);
            try (IdleConnections idle = IdleConnections.open(target.httpPort(), connections)) {
                Usage after = quiet(child);
                double grown = after.residentOctets() - before.residentOctets();
                double opened = after.descriptors() - before.descriptors();
                return Map.of(
                        MEMORY, grown / OCTETS_PER_KB / connections,
                        DESCRIPTORS, opened / connections,
                        BEFORE, before.residentOctets() / OCTETS_PER_KB / OCTETS_PER_KB,
                        AFTER, after.residentOctets() / OCTETS_PER_KB / OCTETS_PER_KB);
            }
        }
    }

    /** Waits until the process hardly uses its processor: what it had to do for the last event is done. */
    private static Usage quiet(Child child) throws IOException, InterruptedException {
        long before = Usage.cpuMicros(child);
        for (int look = 0; look < LOOKS; look++) {
            TimeUnit.MILLISECONDS.sleep(QUIET_LOOK_MILLIS);
            long now = Usage.cpuMicros(child);
            if (now - before <= QUIET_MICROS) {
                break;
            }
            before = now;
        }
        return Usage.of(child);
    }
}
