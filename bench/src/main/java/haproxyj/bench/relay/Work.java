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

    /** Whether the contestant plays in this pair. {@link Contestant#DIRECT} only shows the ceiling: a few pairs are enough. */
    default boolean plays(Contestant contestant, int pair) {
        return contestant != Contestant.DIRECT || pair % 3 == 0;
    }

    /** Loads the contestant without measuring it, so that code is compiled and caches are filled. */
    void warmUp(Target target, int seconds) throws IOException, InterruptedException;

    /** Loads the contestant for one interval and measures. */
    Map<Figure, Double> play(Target target) throws IOException, InterruptedException;

    /** What follows from a whole pair: everybody has played once. Returns the pair with these figures added. */
    default Map<Contestant, Map<Figure, Double>> complete(Map<Contestant, Map<Figure, Double>> pair) {
        return pair;
    }
}
