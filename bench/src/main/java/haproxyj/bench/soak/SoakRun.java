package haproxyj.bench.soak;

import haproxyj.bench.process.Ports;
import haproxyj.bench.process.Workspace;
import haproxyj.bench.proxy.HaproxyJ;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * One soak: starts the proxy, warms it up, notes what it holds, plays, and looks again.
 *
 * @param command haproxy-j
 * @param seed of the plans
 * @param only one session instead of many; 0 for many
 * @param connections at a time
 * @param seconds how long sessions are begun
 * @param splice auto, always, off, or default
 * @param relay default or channels
 */
public record SoakRun(Path command, int seed, int only, int connections, int seconds, String splice, String relay) {
    private static final int WARM_UP_SESSIONS = 200;
    private static final int WARM_UP_AT_A_TIME = 40;
    private static final long SAMPLE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long FOREVER = TimeUnit.HOURS.toNanos(1);

    /**
     * Plays it.
     *
     * @param out progress
     * @throws IOException when the proxy does not start or answer
     */
    public SoakResult play(PrintStream out) throws IOException, InterruptedException {
        Ports free = new Ports(new Random());
        try (Workspace workspace = Workspace.open("soak");
                Servers servers = new Servers()) {
            int stats = free.take();
            Map<Section, Integer> ports = new EnumMap<>(Section.class);
            for (Section section : Section.values()) {
                ports.put(section, free.take());
            }
            String yaml = SoakYaml.write(stats, ports, servers, splice);
            Map<String, String> environment =
                    relay.equals("default") ? Map.of() : Map.of("HAPROXY_J_OPTS", "-Dhaproxyj.relay=" + relay);
            try (HaproxyJ proxy = HaproxyJ.start(workspace, command, "haproxy-j", yaml, environment)) {
                return play(out, proxy, servers, ports, stats);
            }
        }
    }

    private SoakResult play(PrintStream out, HaproxyJ proxy, Servers servers, Map<Section, Integer> ports, int stats)
            throws IOException, InterruptedException {
        long pid = proxy.child().pid();
        try (Soak soak = new Soak(seed, servers, ports)) {
            if (only != 0) {
                soak.play(List.of(only).iterator(), 1, System.nanoTime() + FOREVER, () -> {});
                return new SoakResult(soak.tally(), List.of(), proxy.log().complaints(), List.of(), Map.of());
            }
            // Sessions before the first noted moment let the machine load its classes and start its threads.
            Iterator<Integer> ids = IntStream.rangeClosed(1, Integer.MAX_VALUE).iterator();
            Iterator<Integer> first = IntStream.rangeClosed(1, WARM_UP_SESSIONS)
                    .mapToObj(i -> ids.next())
                    .toList()
                    .iterator();
            soak.play(first, WARM_UP_AT_A_TIME, System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds), () -> {});
            Holding before = settled(pid, stats, Holding.of(pid, stats));
            List<Long> resident = new ArrayList<>();
            long start = System.nanoTime();
            soak.play(ids, connections, start + TimeUnit.SECONDS.toNanos(seconds), () -> {
                if (System.nanoTime() - start >= resident.size() * SAMPLE_NANOS) {
                    resident.add(sample(out, pid, soak.tally(), resident.size()));
                }
            });
            Holding after = settled(pid, stats, before);
            List<String> leaks = new ArrayList<>(Leaks.between(before, after));
            if (Leaks.isGrossGrowth(resident)) {
                leaks.add("resident memory grows without end: " + resident + " KiB");
            }
            return new SoakResult(soak.tally(), leaks, proxy.log().complaints(), resident, held(before, after));
        }
    }

    private static long sample(PrintStream out, long pid, SoakTally tally, int number) {
        try {
            long kib = Holding.residentKib(pid);
            out.printf(
                    "%4d s: %7d sessions, %7d MB checked, %d failed, proxy has %d MiB resident%n",
                    TimeUnit.NANOSECONDS.toSeconds(number * SAMPLE_NANOS),
                    tally.sessions(),
                    tally.octets() / 1_000_000,
                    tally.failures().size(),
                    kib / 1024);
            return kib;
        } catch (IOException e) {
            throw new UncheckedIOException("the proxy is gone", e);
        }
    }

    /** Looks until nothing is held that was not held before; what is held after a while is held. */
    private static Holding settled(long pid, int stats, Holding before) throws IOException, InterruptedException {
        long end = System.nanoTime() + SETTLE_NANOS;
        Holding now = Holding.of(pid, stats);
        while (!Leaks.between(before, now).isEmpty() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(250);
            now = Holding.of(pid, stats);
        }
        return now;
    }

    private static Map<String, Object> held(Holding before, Holding after) {
        Map<String, Object> held = new LinkedHashMap<>();
        held.put("descriptorsBefore", before.descriptors());
        held.put("descriptorsAfter", after.descriptors());
        held.put("threadsBefore", before.threads());
        held.put("threadsAfter", after.threads());
        Map<String, Object> gauges = new LinkedHashMap<>();
        after.gauges().forEach((name, value) -> {
            if (name.matches(".*(pipe|pending|buffer|current|heap|direct).*")) {
                gauges.put(name, List.of(before.gauges().getOrDefault(name, 0.0), value));
            }
        });
        held.put("gaugesBeforeAndAfter", gauges);
        return held;
    }
}
