package haproxyj.bench.relay;

import haproxyj.bench.process.Workspace;
import haproxyj.bench.relay.Figure.Bar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** As many octets as will go, from iperf3 to iperf3, one way. */
final class BulkWork implements Work {
    private static final long GRACE_SECONDS = 30;
    private static final double BITS_PER_GIGABIT = 1e9;
    /** The server is still tidying up after the run before: its next try comes soon. */
    private static final int TRIES = 5;

    private static final int PAUSE_MILLIS = 200;

    private final Workspace workspace;
    private final int streams;
    private final int seconds;
    private final boolean reverse;
    private final Figure rate;
    private final Figure cpu;

    /**
     * A load.
     *
     * @param reverse from server to client instead of from client to server
     */
    BulkWork(Workspace workspace, int streams, int seconds, boolean reverse) {
        this.workspace = workspace;
        this.streams = streams;
        this.seconds = seconds;
        this.reverse = reverse;
        String way = reverse ? "Reverse" : "";
        rate = new Figure(
                "gigabitsPerSecond" + way + streams,
                "bulk" + (reverse ? " to client, " : ", ") + streams + (streams == 1 ? " stream" : " streams")
                        + ": Gbit/s",
                Goal.ratioAtLeast(1.25),
                Contestant.HAPROXY_SPLICE,
                Bar.more("bulk " + streams),
                0);
        cpu = new Figure(
                "cpuSecondsPerGigabyte" + way + streams,
                "  CPU s per GB",
                Goal.ratioAtMost(0.80),
                Contestant.HAPROXY_SPLICE,
                Bar.less("CPU/GB " + streams),
                0);
    }

    @Override
    public String name() {
        return "bulk";
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
        IperfOutput output = load(target, seconds);
        double usedMicros = target.cpuMicros() - before;
        // Microseconds per octet are 1000 times seconds per gigabyte.
        return Map.of(rate, output.bitsPerSecond() / BITS_PER_GIGABIT, cpu, usedMicros / output.octets() * 1_000);
    }

    private IperfOutput load(Target target, int duration) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("iperf3", "-c", "127.0.0.1", "-J"));
        command.addAll(List.of("-p", Integer.toString(target.bulkPort())));
        command.addAll(List.of("-P", Integer.toString(streams), "-t", Integer.toString(duration)));
        if (reverse) {
            command.add("-R");
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return IperfOutput.parse(workspace.run("iperf3", command, duration + GRACE_SECONDS));
            } catch (IOException e) {
                if (attempt == TRIES) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
    }
}
