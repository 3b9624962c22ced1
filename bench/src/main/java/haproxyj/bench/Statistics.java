package haproxyj.bench;

import java.util.Collection;

/**
 * Median and range of a metric over rounds; infinity stands for "not within the limit" and sorts last. Pure.
 *
 * @param median middle value, or mean of the two middle ones
 * @param least smallest
 * @param most largest
 */
public record Statistics(double median, double least, double most) {

    /**
     * Of at least one value.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Statistics of(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values, no median");
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Statistics(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** {@code 12 (3..40)}, or a single number when all are equal. */
    @Override
    public String toString() {
        return least == most ? text(median) : text(median) + " (" + text(least) + ".." + text(most) + ")";
    }

    private static String text(double value) {
        return Double.isInfinite(value) ? "never" : Long.toString(Math.round(value));
    }
}
