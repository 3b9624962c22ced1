package haproxyj.bench.relay;

import haproxyj.bench.process.Child;
import haproxyj.bench.process.Listening;
import haproxyj.bench.process.Ports;
import haproxyj.bench.process.Workspace;
import haproxyj.bench.proxy.HaproxyJ;
import haproxyj.bench.proxy.HaproxyPeer;
import haproxyj.bench.proxy.NginxPeer;
import haproxyj.bench.proxy.Proxy;
import haproxyj.bench.proxy.ProxySpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The origins, which all contestants share, and how a contestant is put in front of them. One owner. */
final class Arena {
    private static final long START_SECONDS = 10;
    private static final int HOUR_MILLIS = 3_600_000;

    /** Connections at a time of all work but the one that counts memory. */
    static final int MAXCONN = 8_000;

    private final Workspace workspace;
    private final Ports ports;
    private final Settings settings;
    private final int httpOrigin;
    private final int bulkOrigin;
    private final Map<String, String> programs = new LinkedHashMap<>();

    private Arena(Workspace workspace, Ports ports, Settings settings, int httpOrigin, int bulkOrigin) {
        this.workspace = workspace;
        this.ports = ports;
        this.settings = settings;
        this.httpOrigin = httpOrigin;
        this.bulkOrigin = bulkOrigin;
    }

    /** Starts the origins. */
    static Arena open(Workspace workspace, Ports ports, Settings settings) throws IOException, InterruptedException {
        int http = ports.take();
        HttpOrigin.start(workspace, http);
        int bulk = ports.take();
        List<String> command = List.of("iperf3", "-s", "-B", "127.0.0.1", "-p", Integer.toString(bulk));
        Child server = workspace.start("bulk-origin", command, Map.of(), line -> {});
        if (!Listening.await(server, bulk, START_SECONDS)) {
            throw new IOException("the server did not start: " + String.join(" ", command));
        }
        return new Arena(workspace, ports, settings, http, bulk);
    }

    /** Starts a contestant and waits until it is ready. */
    Target start(Contestant contestant, int maxconn) throws IOException, InterruptedException {
        if (contestant == Contestant.DIRECT) {
            return new Target(contestant, Optional.empty(), httpOrigin, bulkOrigin);
        }
        int http = ports.take();
        int bulk = ports.take();
        List<String> options =
                contestant == Contestant.HAPROXY_SPLICE ? List.of("splice-request", "splice-response") : List.of();
        ProxySpec spec = new ProxySpec(
                settings.threads(),
                maxconn,
                settings.accessLog(),
                List.of(listen("http", http, httpOrigin, options), listen("bulk", bulk, bulkOrigin, options)));
        Proxy proxy = start(contestant, spec);
        programs.put(contestant.label(), program(contestant, proxy));
        return new Target(contestant, Optional.of(proxy), http, bulk);
    }

    private Proxy start(Contestant contestant, ProxySpec spec) throws IOException, InterruptedException {
        String name = contestant.label();
        return switch (contestant) {
            case NGINX -> NginxPeer.start(workspace, name, spec);
            case HAPROXY_SPLICE, HAPROXY_COPY -> HaproxyPeer.start(workspace, ports, name, spec);
            default -> HaproxyJ.start(workspace, settings.haproxyJ(), name, spec, environment(contestant, settings));
        };
    }

    private static Map<String, String> environment(Contestant contestant, Settings settings) {
        Map<String, String> environment = new LinkedHashMap<>();
        settings.jdk().map(Path::toString).ifPresent(jdk -> environment.put("HAPROXY_J_JAVA", jdk));
        if (contestant == Contestant.HAPROXY_J_CHANNELS) {
            String given = Optional.ofNullable(System.getenv("HAPROXY_J_OPTS")).orElse("");
            environment.put("HAPROXY_J_OPTS", (given + " -Dhaproxyj.relay=channels").strip());
        }
        return environment;
    }

    private static String program(Contestant contestant, Proxy proxy) throws IOException {
        return switch (contestant) {
            case DIRECT -> "no proxy";
            case HAPROXY_SPLICE, HAPROXY_COPY -> HaproxyPeer.version();
            case NGINX -> NginxPeer.version();
            case HAPROXY_J, HAPROXY_J_CHANNELS -> "JDK " + Jdk.of(proxy.child().pid());
        };
    }

    /** What program, or what JDK, each contestant that was started so far ran on. */
    Map<String, String> programs() {
        return programs;
    }

    private static ProxySpec.Listen listen(String name, int port, int origin, List<String> options) {
        Map<String, Integer> timeouts = new LinkedHashMap<>();
        timeouts.put("connect", 5_000);
        timeouts.put("client", HOUR_MILLIS);
        timeouts.put("server", HOUR_MILLIS);
        return new ProxySpec.Listen(
                name, port, timeouts, 3, options, List.of(new ProxySpec.Server("origin", origin, Map.of())));
    }

    /**
     * What is the same for all contestants of a run.
     *
     * @param haproxyJ the command
     * @param jdk for haproxy-j; empty lets its launcher choose
     * @param threads event loops, {@code nbthread}, worker processes
     * @param accessLog whether they log each connection
     */
    record Settings(Path haproxyJ, Optional<Path> jdk, int threads, boolean accessLog) {}
}
