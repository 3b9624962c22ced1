package haproxyj.bench.relay;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What issue 3 wants of haproxy-j for a figure. Pure.
 *
 * @param kind what the limit is compared with
 * @param limit ratio to the figure's rival, or a value in the figure's unit
 */
record Goal(Kind kind, double limit) {
    /** There is none: the figure is for information. */
    static final Goal NONE = new Goal(Kind.NONE, Double.NaN);

    /** What is compared. */
    enum Kind {
        /** Nothing. */
        NONE,
        /** The ratio to the rival must be at least the limit. */
        RATIO_AT_LEAST,
        /** The ratio to the rival must be at most the limit. */
        RATIO_AT_MOST,
        /** The value itself must be at most the limit. */
        VALUE_AT_MOST
    }

    static Goal ratioAtLeast(double limit) {
        return new Goal(Kind.RATIO_AT_LEAST, limit);
    }

    static Goal ratioAtMost(double limit) {
        return new Goal(Kind.RATIO_AT_MOST, limit);
    }

    static Goal valueAtMost(double limit) {
        return new Goal(Kind.VALUE_AT_MOST, limit);
    }

    /** {@code ok}, {@code short}, or {@code -} when there is no goal or nothing to compare. */
    String verdict(double value, OptionalDouble ratio) {
        return switch (kind) {
            case NONE -> "-";
            case VALUE_AT_MOST -> verdict(value <= limit);
            case RATIO_AT_LEAST -> ratio.isPresent() ? verdict(ratio.getAsDouble() >= limit) : "-";
            case RATIO_AT_MOST -> ratio.isPresent() ? verdict(ratio.getAsDouble() <= limit) : "-";
        };
    }

    private static String verdict(boolean met) {
        return met ? "ok" : "short";
    }

    @Override
    public String toString() {
        return switch (kind) {
            case NONE -> "";
            case RATIO_AT_LEAST -> String.format(Locale.ROOT, ">=%.2f", limit);
            case RATIO_AT_MOST -> String.format(Locale.ROOT, "<=%.2f", limit);
            case VALUE_AT_MOST -> String.format(Locale.ROOT, "<=%.0f abs", limit);
        };
    }
}
