package haproxyj.bench.relay;

import haproxyj.bench.Home;
import haproxyj.bench.Options;
import haproxyj.bench.process.Ports;
import haproxyj.bench.process.Workspace;
import haproxyj.bench.proxy.HaproxyPeer;
import haproxyj.bench.proxy.NginxPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** {@code bench/run relay}: starts all contestants, plays the chosen work, prints the table. */
public final class RelayCommand {
    /** What may follow the command. */
    public static final Set<String> OPTIONS = Set.of(
            "work", "contestants", "pairs", "seconds", "threads", "jdk", "haproxy-j", "log", "reverse", "memory-runs");

    private static final String ALL_WORK = "connect,keepalive,bulk,latency,memory,start";
    private static final String LATENCY = "latency";
    private static final String MEMORY = "memory";
    private static final String START = "start";
    private static final int REQUESTS_PER_SECOND = 5_000;
    private static final String ALL_CONTESTANTS =
            "direct,haproxy-splice,haproxy-copy,nginx,haproxy-j,haproxy-j-channels";

    private RelayCommand() {}

    /** Exit code 0 once everything was measured, whether the goals are met or not. */
    public static int run(Home home, Options options) throws IOException, InterruptedException {
        List<String> words = List.of(options.text("work").orElse(ALL_WORK).split(",", -1));
        List<Contestant> contestants =
                Contestant.list(contestants(options.text("contestants").orElse(ALL_CONTESTANTS), words));
        requirePrograms(contestants);
        Optional<String> wanted = options.text("jdk");
        Optional<Path> jdk = wanted.isPresent() ? Optional.of(Jdk.find(wanted.get())) : Optional.empty();
        Arena.Settings arenaSettings = new Arena.Settings(
                home.haproxyJ(options).orElseThrow(() -> new IllegalArgumentException("there is no ./haproxy-j here")),
                jdk,
                options.number("threads", 2),
                options.flag("log"));
        int pairs = options.number("pairs", 7);
        Results results = new Results();
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("threads", arenaSettings.threads());
        settings.put("pairs", pairs);
        settings.put("idleConnections", IdleMemory.connections());
        settings.put("accessLog", arenaSettings.accessLog());
        try (Workspace workspace = Workspace.open("relay")) {
            List<Work> works = works(workspace, words, options);
            Arena arena = Arena.open(workspace, new Ports(new Random()), arenaSettings);
            if (!works.isEmpty()) {
                playAll(works, contestants, arena, pairs, results);
            }
            if (words.contains(MEMORY)) {
                IdleMemory.measure(arena, contestants, options.number("memory-runs", 1), results);
            }
            if (words.contains(START)) {
                StartTime.measure(arena, contestants, pairs, results);
            }
            settings.putAll(arena.programs());
        }
        RelayReport report = new RelayReport(results, contestants, settings);
        System.out.print(report);
        Path json = home.save("relay", report.json());
        System.out.println("JSON: " + json);
        System.out.println(RelayChart.save(results, contestants, json));
        return 0;
    }

    /** Latency that is added can only be told beside a direct connection. */
    private static String contestants(String labels, List<String> words) {
        boolean lacksDirect = !List.of(labels.split(",", -1)).contains(Contestant.DIRECT.label());
        return words.contains(LATENCY) && lacksDirect ? Contestant.DIRECT.label() + "," + labels : labels;
    }

    private static void playAll(List<Work> works, List<Contestant> contestants, Arena arena, int pairs, Results results)
            throws IOException, InterruptedException {
        List<Target> targets = new ArrayList<>();
        try {
            for (Contestant contestant : contestants) {
                targets.add(arena.start(contestant, Arena.MAXCONN));
            }
            Rounds rounds = new Rounds(targets, pairs, results);
            for (Work work : works) {
                rounds.play(work);
            }
        } finally {
            targets.forEach(Target::close);
        }
    }

    private static List<Work> works(Workspace workspace, List<String> words, Options options) {
        int seconds = options.number("seconds", 2);
        boolean reverse = options.flag("reverse");
        List<Work> works = new ArrayList<>();
        for (String word : words) {
            switch (word) {
                case "connect" -> works.add(RequestWork.connect(workspace, seconds));
                case "keepalive" -> {
                    works.add(RequestWork.keepAlive(workspace, 50, seconds, true));
                    works.add(RequestWork.keepAlive(workspace, 1_000, seconds + 1, false));
                }
                case "bulk" ->
                    List.of(1, 8, 64).forEach(streams -> works.add(new BulkWork(workspace, streams, seconds, reverse)));
                case LATENCY -> works.add(new LatencyWork(REQUESTS_PER_SECOND, seconds));
                case MEMORY, START -> {
                    // These start contestants of their own and play after the others.
                }
                default -> throw new IllegalArgumentException("option --work knows " + ALL_WORK + ", and not " + word);
            }
        }
        return works;
    }

    private static void requirePrograms(List<Contestant> contestants) {
        require(NginxPeer.isInstalled(), "nginx and libnginx-mod-stream");
        require(Files.isExecutable(Path.of("/usr/bin/wrk")), "wrk");
        require(Files.isExecutable(Path.of("/usr/bin/iperf3")), "iperf3");
        require(contestants.stream().noneMatch(Contestant::isHaproxy) || HaproxyPeer.isInstalled(), "haproxy");
    }

    private static void require(boolean there, String packages) {
        if (!there) {
            throw new IllegalArgumentException("a program is missing: apt-get install " + packages);
        }
    }
}
