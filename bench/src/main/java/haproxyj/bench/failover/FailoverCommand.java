package haproxyj.bench.failover;

import haproxyj.bench.Home;
import haproxyj.bench.Options;
import haproxyj.bench.failover.Round.Event;
import haproxyj.bench.process.Ports;
import haproxyj.bench.process.Workspace;
import haproxyj.bench.proxy.HaproxyPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code bench/run failover}: contestants in alternating rounds, medians, one table. */
public final class FailoverCommand {
    /** What may follow the command. */
    public static final Set<String> OPTIONS =
            Set.of("rounds", "inter", "brokers", "haproxy-j", "contestants", "probe-every");

    private static final String ALL = "haproxy-j,haproxy-same,haproxy-best";

    private static final int WARM_UP_MILLIS = 2_000;

    private FailoverCommand() {}

    /** Exit code 0 once every round was played. */
    public static int run(Home home, Options options) throws IOException, InterruptedException {
        Optional<Path> command = home.haproxyJ(options);
        String brokers = options.text("brokers").orElse(command.isPresent() ? "haproxy-j" : "rabbitmq");
        List<Contestant> contestants = contestants(options, command);
        int rounds = options.number("rounds", 3);
        int inter = options.millis("inter", 5_000);
        int probeEvery = options.millis("probe-every", 5);
        FailoverReport report = new FailoverReport(brokers, inter, probeEvery);
        try (Workspace workspace = Workspace.open("failover")) {
            Ports ports = new Ports(new Random());
            List<BrokerNode> nodes = nodes(workspace, ports, brokers, command);
            BrokerNode rb1 = nodes.get(0);
            BrokerNode rb2 = nodes.get(1);
            for (BrokerNode node : nodes) {
                node.start();
                warmUp(node);
            }
            Round round =
                    new Round(workspace, ports, command.orElse(Path.of("haproxy-j")), inter, probeEvery, new Random());
            for (int number = 1; number <= rounds; number++) {
                for (Event event : Event.values()) {
                    for (Contestant contestant : contestants) {
                        System.err.printf("round %d of %d: %s, %s%n", number, rounds, event, contestant.label());
                        Map<Metric, Double> metrics = round.play(contestant, event, rb1, rb2);
                        report.add(event, contestant, metrics);
                    }
                }
            }
        } catch (TimeoutException e) {
            throw new IOException("the client could not connect through the proxy: " + e.getMessage(), e);
        }
        System.out.print(report);
        System.out.println("JSON: " + home.save("failover", report.json()));
        return 0;
    }

    /** Whoever comes first would else meet brokers that have never served a client. */
    private static void warmUp(BrokerNode node) throws IOException, InterruptedException, TimeoutException {
        try (Publisher publisher = Publisher.start(node.port())) {
            TimeUnit.MILLISECONDS.sleep(WARM_UP_MILLIS);
            publisher.stop();
        }
    }

    private static List<Contestant> contestants(Options options, Optional<Path> command) {
        List<Contestant> contestants = new ArrayList<>();
        for (String label : options.text("contestants").orElse(ALL).split(",", -1)) {
            Contestant contestant = Contestant.named(label);
            if (contestant.isHaproxyJ() ? command.isPresent() : HaproxyPeer.isInstalled()) {
                contestants.add(contestant);
            } else {
                System.err.println(label + " is left out: its program is not there");
            }
        }
        if (contestants.isEmpty()) {
            throw new IllegalArgumentException("no contestant is installed: build haproxy-j, or install haproxy");
        }
        return contestants;
    }

    private static List<BrokerNode> nodes(Workspace workspace, Ports ports, String kind, Optional<Path> command)
            throws IOException {
        int first = ports.take();
        int second = ports.take();
        if (kind.equals("haproxy-j") && command.isPresent()) {
            return List.of(
                    Brokers.haproxyJ(workspace, command.get(), "rb1", first),
                    Brokers.haproxyJ(workspace, command.get(), "rb2", second));
        }
        if (kind.equals("rabbitmq") && Brokers.hasRabbitMq()) {
            int portMapper = Brokers.startPortMapper(workspace, ports);
            return List.of(
                    Brokers.rabbitMq(workspace, "rb1", first, portMapper),
                    Brokers.rabbitMq(workspace, "rb2", second, portMapper));
        }
        throw new IllegalArgumentException(
                "option --brokers wants haproxy-j or rabbitmq, and its program installed; not " + kind);
    }
}
