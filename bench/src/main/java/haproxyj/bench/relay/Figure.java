package haproxyj.bench.relay;

/**
 * One thing that is measured. Pure.
 *
 * @param key name in the JSON file
 * @param words what the table says, with the unit
 * @param goal for haproxy-j
 * @param rival the HAProxy that is best at this, whom everybody is compared with
 * @param bar how the chart shows its ratio
 * @param floor what the method can just tell apart, in the unit of the figure; see {@link Ratios}
 */
record Figure(String key, String words, Goal goal, Contestant rival, Bar bar, double floor) {
    /** Compared with the HAProxy that copies. */
    Figure(String key, String words, Goal goal, Bar bar) {
        this(key, words, goal, Contestant.HAPROXY_COPY, bar, 0);
    }

    /** A part of the chart. */
    enum Panel {
        /** More is better. */
        MORE,
        /** Less is better. */
        LESS,
        /** The chart leaves it out. */
        NONE
    }

    /**
     * A group of bars.
     *
     * @param panel where
     * @param label below it
     */
    record Bar(Panel panel, String label) {
        /** Not in the chart. */
        static final Bar NONE = new Bar(Panel.NONE, "");

        static Bar more(String label) {
            return new Bar(Panel.MORE, label);
        }

        static Bar less(String label) {
            return new Bar(Panel.LESS, label);
        }
    }
}
