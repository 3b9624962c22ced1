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
     * @param floor smaller values, on either side, count as this one
     */
    static List<Double> pairwise(List<Double> values, List<Double> reference, double floor) {
        List<Double> ratios = new ArrayList<>();
        for (int pair = 0; pair < Math.min(values.size(), reference.size()); pair++) {
            double ratio = Math.max(values.get(pair), floor) / Math.max(reference.get(pair), floor);
            if (Double.isFinite(ratio)) {
                ratios.add(ratio);
            }
        }
        return ratios;
    }
}
