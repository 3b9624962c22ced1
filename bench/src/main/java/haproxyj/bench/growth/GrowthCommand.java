package haproxyj.bench.growth;

import haproxyj.bench.Home;
import haproxyj.bench.Options;
import haproxyj.bench.growth.GrowthText.Section;
import haproxyj.bench.process.Ports;
import haproxyj.bench.process.Workspace;
import haproxyj.bench.proxy.HaproxyPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** {@code bench/run growth}: cost per connection beside idle ones, and with many servers; exit 1 when haproxy-j's grows. */
public final class GrowthCommand {
    /** What may follow the command. */
    public static final Set<String> OPTIONS =
            Set.of("rounds", "connections", "warm-up", "threads", "work", "haproxy-j");

    private static final List<String> ALGORITHMS = List.of("roundrobin", "leastconn", "random", "source");
    private static final List<Integer> SERVERS = List.of(2, 100, 4_000);
    private static final int IDLE_SERVERS = 16;
    private static final int ORIGIN_SECONDS = 20;

    private GrowthCommand() {}

    /** Exit code 0 when haproxy-j's cost is flat everywhere, 1 when it grows somewhere. */
    public static int run(Home home, Options options) throws IOException, InterruptedException {
        Path command = home.haproxyJ(options)
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no haproxy-j here; name one with --haproxy-j"));
        String work = options.text("work").orElse("idle,picks");
        if (!Set.of("idle", "picks", "idle,picks").contains(work)) {
            throw new IllegalArgumentException("option --work wants idle, picks or idle,picks, not " + work);
        }
        int rounds = options.number("rounds", 5);
        int connections = options.number("connections", 3_000);
        int warmUp = options.number("warm-up", 20_000);
        List<Series> results = new ArrayList<>();
        if (work.contains("idle")) {
            List<Integer> levels = IdleCrowd.levels();
            results.addAll(with(
                    home,
                    options,
                    command,
                    IdleCrowd.maxconn(),
                    ports -> List.of(new Section("idle", ports.next(), "roundrobin", IDLE_SERVERS)),
                    (subjects, opener) -> {
                        warmUp(subjects, opener, warmUp);
                        return List.of(IdleCrowd.measure(subjects, opener, levels, rounds, connections));
                    }));
        }
        if (work.contains("picks")) {
            results.addAll(with(home, options, command, 4_000, GrowthCommand::pickSections, (subjects, opener) -> {
                warmUp(subjects, opener, warmUp);
                return picks(subjects, opener, rounds, connections);
            }));
        }
        return report(home, results, rounds, connections);
    }

    /** Free ports, one after another. */
    interface PortSource {
        int next() throws IOException;
    }

    private interface SectionMaker {
        List<Section> make(PortSource ports) throws IOException;
    }

    private interface Measurement {
        List<Series> run(List<Subject> subjects, Opener opener) throws IOException, InterruptedException;
    }

    private static List<Series> with(
            Home home, Options options, Path command, int maxconn, SectionMaker maker, Measurement measurement)
            throws IOException, InterruptedException {
        Ports ports = new Ports(new Random());
        int threads = options.number("threads", Runtime.getRuntime().availableProcessors());
        try (Workspace workspace = Workspace.open("growth");
                Opener opener = new Opener()) {
            int origin = startOrigin(workspace, ports);
            List<Subject> subjects = new ArrayList<>();
            subjects.add(Subject.haproxyJ(workspace, command, maker.make(ports::take), maxconn, threads, origin));
            if (HaproxyPeer.isInstalled()) {
                subjects.add(Subject.haproxy(workspace, maker.make(ports::take), maxconn, threads, origin));
            } else {
                System.err.println("HAProxy is left out: it is not installed");
            }
            return measurement.run(subjects, opener);
        }
    }

    private static int startOrigin(Workspace workspace, Ports ports) throws IOException, InterruptedException {
        int port = ports.take();
        CountDownLatch ready = new CountDownLatch(1);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(
                java,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                LineServer.class.getName(),
                Integer.toString(port));
        workspace.start("origin", command, Map.of(), line -> {
            if (line.equals("ready")) {
                ready.countDown();
            } else {
                System.err.println("origin: " + line);
            }
        });
        if (!ready.await(ORIGIN_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the server behind the proxies did not start");
        }
        return port;
    }

    private static List<Section> pickSections(PortSource ports) throws IOException {
        List<Section> sections = new ArrayList<>();
        for (String algorithm : ALGORITHMS) {
            for (int servers : SERVERS) {
                sections.add(new Section(algorithm + "-" + servers, ports.next(), algorithm, servers));
            }
        }
        return sections;
    }

    /** A virtual machine compiles what it has done some thousand times. */
    private static void warmUp(List<Subject> subjects, Opener opener, int connections)
            throws IOException, InterruptedException {
        for (Subject subject : subjects) {
            System.err.printf("warming up %s with %d connections%n", subject.name(), connections);
            int sections = subject.sections().size();
            for (int i = 0; i < sections; i++) {
                opener.open(subject.address(i), connections / sections);
            }
        }
    }

    private static List<Series> picks(List<Subject> subjects, Opener opener, int rounds, int connections)
            throws IOException, InterruptedException {
        Map<String, Series> series = new LinkedHashMap<>();
        Function<String, Series> fresh = name -> new Series("servers, " + name);
        for (int round = 1; round <= rounds; round++) {
            System.err.printf("picks, round %d of %d%n", round, rounds);
            for (int i = 0; i < ALGORITHMS.size() * SERVERS.size(); i++) {
                for (Subject subject : subjects) {
                    Section section = subject.sections().get(i);
                    series.computeIfAbsent(section.balance(), fresh)
                            .add(section.servers(), subject.name(), subject.cost(opener, i, connections));
                }
            }
        }
        return List.copyOf(series.values());
    }

    private static int report(Home home, List<Series> results, int rounds, int connections) throws IOException {
        System.out.println("CPU microseconds of the proxy per connection: median (least..most) of " + rounds
                + " rounds of " + connections + " connections");
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rounds", rounds);
        json.put("connections", connections);
        Optional<Series> grows = Optional.empty();
        for (Series series : results) {
            System.out.println(series);
            json.put(series.title(), series.json());
            grows = series.isFlat("haproxy-j") ? grows : Optional.of(series);
        }
        System.out.println("JSON: " + home.save("growth", json));
        return grows.isPresent() ? 1 : 0;
    }
}
