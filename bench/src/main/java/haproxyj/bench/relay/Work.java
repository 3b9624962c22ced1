package haproxyj.bench.relay;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** One kind of load and the figures it yields. */
interface Work {
    /** The word for {@code --work}. */
    String name();

    /** What {@link #play} and {@link #complete} yield, in the order of the table. */
    List<Figure> figures();

    /** Whether it says anything about this contestant. */
    default boolean takes(Contestant contestant) {
        return true;
    }

    /** Loads the contestant without measuring it, so that code is compiled and caches are filled. */
    void warmUp(Target target, int seconds) throws IOException, InterruptedException;

    /** Loads the contestant for one interval and measures. */
    Map<Figure, Double> play(Target target) throws IOException, InterruptedException;

    /** What follows from a whole pair: all contestants played once. Returns the pair with these figures added. */
    default Map<Contestant, Map<Figure, Double>> complete(Map<Contestant, Map<Figure, Double>> pair) {
        return pair;
    }
}
