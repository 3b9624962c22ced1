package haproxyj.bench.relay;

import haproxyj.bench.process.Workspace;
import haproxyj.bench.relay.Figure.Bar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Small HTTP requests from wrk: each on a connection of its own, or one after the other on connections that stay. */
final class RequestWork implements Work {
    private static final long GRACE_SECONDS = 30;
    /** More failed requests than this share make an interval worthless. */
    private static final double ERRORS_TOLERATED = 0.001;

    private final Workspace workspace;
    private final String name;
    private final int connections;
    private final boolean closing;
    private final int seconds;
    private final Figure rate;
    private final Figure cpu;

    private RequestWork(
            Workspace workspace, String name, int connections, boolean closing, int seconds, Figure rate, Figure cpu) {
        this.workspace = workspace;
        this.name = name;
        this.connections = connections;
        this.closing = closing;
        this.seconds = seconds;
        this.rate = rate;
        this.cpu = cpu;
    }

    /** Connect, request, close; a hundred at a time. */
    static RequestWork connect(Workspace workspace, int seconds) {
        return new RequestWork(
                workspace,
                "connect",
                100,
                true,
                seconds,
                new Figure(
                        "connectionsPerSecond",
                        "connect-request-close: connections/s",
                        Goal.ratioAtLeast(1.10),
                        Bar.more("connects/s")),
                new Figure(
                        "cpuMicrosPerConnection",
                        "  CPU us per connection",
                        Goal.ratioAtMost(0.90),
                        Bar.less("CPU/connect")));
    }

    /** Keep-alive requests. */
    static RequestWork keepAlive(Workspace workspace, int connections, int seconds, boolean isGoal) {
        return new RequestWork(
                workspace,
                "keepalive",
                connections,
                false,
                seconds,
                new Figure(
                        "requestsPerSecond" + connections,
                        "keep-alive, " + connections + " connections: requests/s",
                        isGoal ? Goal.ratioAtLeast(1.15) : Goal.NONE,
                        Bar.more("requests/s " + connections)),
                new Figure(
                        "cpuMicrosPerRequest" + connections,
                        "  CPU us per request",
                        isGoal ? Goal.ratioAtMost(0.80) : Goal.NONE,
                        Bar.less("CPU/request " + connections)));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Figure> figures() {
        return List.of(rate, cpu);
    }

    @Override
    public void warmUp(Target target, int warmUpSeconds) throws IOException, InterruptedException {
        load(target, warmUpSeconds);
    }

    @Override
    public Map<Figure, Double> play(Target target) throws IOException, InterruptedException {
        double before = target.cpuMicros();
        WrkOutput output = load(target, seconds);
        double used = target.cpuMicros() - before;
        return Map.of(rate, output.perSecond(), cpu, used / output.requests());
    }

    private WrkOutput load(Target target, int duration) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("wrk", "-t1", "-c" + connections, "-d" + duration + "s", "--timeout", "10s"));
        if (closing) {
            command.addAll(List.of("-H", "Connection: close"));
        }
        command.add("http://127.0.0.1:" + target.httpPort() + "/");
        WrkOutput output = WrkOutput.parse(workspace.run("wrk", command, duration + GRACE_SECONDS));
        if (output.errors() > output.requests() * ERRORS_TOLERATED) {
            throw new IOException(output.errors() + " of " + output.requests() + " requests failed with "
                    + target.contestant().label() + " at " + String.join(" ", command));
        }
        return output;
    }
}
