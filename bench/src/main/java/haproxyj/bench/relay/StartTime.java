package haproxyj.bench.relay;

import haproxyj.bench.relay.Figure.Bar;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** From the launch of the shipped command to its ready line. */
final class StartTime {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final Goal GOAL = Goal.valueAtMost(400);
    private static final Goal GOAL_ON_OLD_JDK = Goal.valueAtMost(800);
    /** From this version on a JDK can keep an archive of what it learnt. */
    private static final int ARCHIVING_JDK = 25;

    private StartTime() {}

    /** Measures those contestants that are haproxy-j; an unmeasured start comes first, for the disk cache. */
    static void measure(Arena arena, List<Contestant> contestants, int runs, Results results)
            throws IOException, InterruptedException {
        List<Contestant> ours =
                contestants.stream().filter(Contestant::isHaproxyJ).toList();
        if (ours.isEmpty()) {
            return;
        }
        Goal goal = goal(arena, ours.get(0));
        Figure figure = new Figure("startMillis", "start to ready line, ms", goal, Bar.NONE);
        for (int run = 0; run < runs; run++) {
            Map<Contestant, Map<Figure, Double>> pair = new EnumMap<>(Contestant.class);
            for (Contestant contestant : Rounds.turn(ours, run)) {
                long before = System.nanoTime();
                try (Target target = arena.start(contestant, Arena.MAXCONN)) {
                    double millis = (System.nanoTime() - before) / NANOS_PER_MILLI;
                    pair.put(target.contestant(), Map.of(figure, millis));
                }
            }
            results.add(List.of(figure), ours, pair);
        }
    }

    private static Goal goal(Arena arena, Contestant contestant) throws IOException, InterruptedException {
        try (Target target = arena.start(contestant, Arena.MAXCONN)) {
            int feature = Jdk.feature(target.proxy().orElseThrow().child().pid());
            return feature >= ARCHIVING_JDK ? GOAL : GOAL_ON_OLD_JDK;
        }
    }
}
