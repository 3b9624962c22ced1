package haproxyj.bench.relay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Plays a {@link Work}: warm-up, then pairs in which the contestants take turns. One owner. */
final class Rounds {
    private static final int WARM_UP_SECONDS = 1;
    /** A JVM compiles what it sees often, and the second compiler comes late. */
    private static final int FIRST_JVM_WARM_UP_SECONDS = 10;

    private static final int NEW_WORK_JVM_WARM_UP_SECONDS = 8;
    private static final int JVM_WARM_UP_SECONDS = 3;

    private final List<Target> targets;
    private final int pairs;
    private final Results results;
    /** Names of work that was played, with whatever number of connections: its code is compiled. */
    private final Set<String> known = new HashSet<>();

    Rounds(List<Target> targets, int pairs, Results results) {
        this.targets = targets;
        this.pairs = pairs;
        this.results = results;
    }

    /** Plays all pairs of one kind of load. */
    void play(Work work) throws IOException, InterruptedException {
        System.err.println("warming up: " + work.figures().get(0).words());
        for (Target target : targets) {
            work.warmUp(target, warmUpSeconds(target.contestant(), work.name()));
        }
        known.add(work.name());
        List<Contestant> contestants = targets.stream().map(Target::contestant).toList();
        for (int pair = 0; pair < pairs; pair++) {
            Map<Contestant, Map<Figure, Double>> values = new EnumMap<>(Contestant.class);
            for (Target target : turn(targets, pair)) {
                if (work.plays(target.contestant(), pair)) {
                    values.put(target.contestant(), work.play(target));
                }
            }
            results.add(work.figures(), contestants, work.complete(values));
            System.err.println("pair " + (pair + 1) + " of " + pairs + ": "
                    + work.figures().get(0).words());
        }
    }

    private int warmUpSeconds(Contestant contestant, String work) {
        if (!contestant.isHaproxyJ()) {
            return WARM_UP_SECONDS;
        }
        if (known.isEmpty()) {
            return FIRST_JVM_WARM_UP_SECONDS;
        }
        return known.contains(work) ? JVM_WARM_UP_SECONDS : NEW_WORK_JVM_WARM_UP_SECONDS;
    }

    /** Each pair begins with another one, and every other pair goes backwards: nobody always follows the same neighbour. */
    static <T> List<T> turn(List<T> all, int pair) {
        List<T> order = new ArrayList<>(all);
        Collections.rotate(order, -pair);
        if (pair % 2 == 1 && order.size() > 2) {
            Collections.reverse(order);
        }
        return order;
    }
}
