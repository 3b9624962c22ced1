package haproxyj.proxy.admin;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * One metric family: a name, and how its samples come out of a subject. Pure.
 *
 * @param name in full
 * @param type counter or gauge
 * @param help one line for people
 * @param samples what to print of one subject; may be nothing
 * @param <T> the subject: a frontend, a server
 */
record Family<T>(String name, Type type, String help, Function<T, List<Sample>> samples) {

    /** Prometheus's types, as far as used. */
    enum Type {
        /** Only grows, until the process is restarted. */
        COUNTER,
        /** Goes up and down. */
        GAUGE;

        String text() {
            return this == COUNTER ? "counter" : "gauge";
        }
    }

    /**
     * One value.
     *
     * @param label a label besides the subject's own; empty for none
     * @param labelValue its value, not escaped
     * @param value as printed
     */
    record Sample(String label, String labelValue, String value) {}

    /** A counter of whole numbers. */
    static <T> Family<T> counter(String name, String help, ToLongFunction<T> value) {
        return new Family<>(name, Type.COUNTER, help, t -> one(Long.toString(value.applyAsLong(t))));
    }

    /** A gauge of whole numbers. */
    static <T> Family<T> gauge(String name, String help, ToLongFunction<T> value) {
        return new Family<>(name, Type.GAUGE, help, t -> one(Long.toString(value.applyAsLong(t))));
    }

    /** A gauge of a limit: NaN, as HAProxy prints it, when there is none (0). */
    static <T> Family<T> limit(String name, String help, ToLongFunction<T> value) {
        return new Family<>(name, Type.GAUGE, help, t -> {
            long limit = value.applyAsLong(t);
            return one(limit == 0 ? "NaN" : Long.toString(limit));
        });
    }

    /** A gauge with one sample for each state. */
    static <T> Family<T> states(String name, String help, Function<T, List<Sample>> samples) {
        return new Family<>(name, Type.GAUGE, help, samples);
    }

    /** A sample without a label of its own. */
    static List<Sample> one(String value) {
        return List.of(new Sample("", "", value));
    }

    /** A sample of a state. */
    static Sample state(String state, long value) {
        return new Sample("state", state, Long.toString(value));
    }

    /** 1 for the state that holds. */
    static Sample state(String state, boolean holds) {
        return state(state, holds ? 1 : 0);
    }
}
