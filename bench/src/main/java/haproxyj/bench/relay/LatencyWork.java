package haproxyj.bench.relay;

import haproxyj.bench.load.OpenLoop;
import haproxyj.bench.relay.Figure.Bar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Latency of small requests at a fixed rate, and how much of it the proxy adds to {@link Contestant#DIRECT}. */
final class LatencyWork implements Work {
    private static final int CONNECTIONS = 50;
    private static final double NANOS_PER_MICRO = 1_000;
    /** Added latencies below this, microseconds, are beyond what the method can tell apart. */
    private static final double ADDED_FLOOR = 5;

    /** A percentile with what is wanted of it. */
    private record Percentile(double percent, Figure raw, Figure added) {
        static Percentile of(double percent, String name, Goal goal, int perSecond) {
            return new Percentile(
                    percent,
                    new Figure(
                            "latencyMicros" + name.replace(".", "_"),
                            "latency at " + perSecond + "/s, " + name + ", us",
                            Goal.NONE,
                            Bar.NONE),
                    new Figure(
                            "addedMicros" + name.replace(".", "_"),
                            "  added, " + name + ", us",
                            goal,
                            Contestant.HAPROXY_COPY,
                            Bar.less("added " + name),
                            ADDED_FLOOR));
        }
    }

    private final int perSecond;
    private final int seconds;
    private final List<Percentile> percentiles;

    LatencyWork(int perSecond, int seconds) {
        this.perSecond = perSecond;
        this.seconds = seconds;
        percentiles = List.of(
                Percentile.of(50, "p50", Goal.ratioAtMost(1), perSecond),
                Percentile.of(90, "p90", Goal.NONE, perSecond),
                Percentile.of(99, "p99", Goal.ratioAtMost(1), perSecond),
                Percentile.of(99.9, "p99.9", Goal.ratioAtMost(1), perSecond));
    }

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        percentiles.forEach(percentile -> figures.add(percentile.raw()));
        percentiles.forEach(percentile -> figures.add(percentile.added()));
        return figures;
    }

    @Override
    public boolean plays(Contestant contestant, int pair) {
        return true;
    }

    @Override
    public void warmUp(Target target, int warmUpSeconds) throws IOException {
        load(target, warmUpSeconds);
    }

    @Override
    public Map<Figure, Double> play(Target target) throws IOException {
        Histogram histogram = load(target, seconds);
        Map<Figure, Double> values = new HashMap<>();
        for (Percentile percentile : percentiles) {
            values.put(percentile.raw(), histogram.getValueAtPercentile(percentile.percent()) / NANOS_PER_MICRO);
        }
        return values;
    }

    private Histogram load(Target target, int duration) throws IOException {
        try (OpenLoop loop = OpenLoop.open(target.httpPort(), CONNECTIONS)) {
            return loop.play(perSecond, duration);
        } catch (IOException e) {
            throw new IOException(target.contestant().label() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Map<Contestant, Map<Figure, Double>> complete(Map<Contestant, Map<Figure, Double>> pair) {
        Map<Contestant, Map<Figure, Double>> completed = new EnumMap<>(Contestant.class);
        Map<Figure, Double> direct = pair.getOrDefault(Contestant.DIRECT, Map.of());
        pair.forEach((contestant, values) -> {
            Map<Figure, Double> all = new HashMap<>(values);
            if (contestant != Contestant.DIRECT) {
                percentiles.forEach(percentile -> all.put(
                        percentile.added(),
                        values.getOrDefault(percentile.raw(), Double.NaN)
                                - direct.getOrDefault(percentile.raw(), Double.NaN)));
            }
            completed.put(contestant, all);
        });
        return completed;
    }
}
