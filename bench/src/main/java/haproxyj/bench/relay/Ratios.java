package haproxyj.bench.relay;

import java.util.ArrayList;
import java.util.List;

/** Compares two contestants pair by pair. Pure. */
final class Ratios {
    private Ratios() {}

    /**
     * Quotients of the pairs in which both have a value. A disturbance of a whole pair hits both and falls out of its
     * quotient, which is why this is not the quotient of the medians.
     *
     * @param values one per pair, NaN where there is none
     * @param reference the same for the contestant that is divided by
     * @param floor a pair whose reference is below it is left out, since a ratio to next to nothing says nothing; the
     *     other value counts as at least the floor
     */
    static List<Double> pairwise(List<Double> values, List<Double> reference, double floor) {
        List<Double> ratios = new ArrayList<>();
        for (int pair = 0; pair < Math.min(values.size(), reference.size()); pair++) {
            double ratio = Math.max(values.get(pair), floor) / reference.get(pair);
            if (Double.isFinite(ratio) && reference.get(pair) >= floor) {
                ratios.add(ratio);
            }
        }
        return ratios;
    }
}
