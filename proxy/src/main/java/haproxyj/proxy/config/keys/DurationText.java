package haproxyj.proxy.config.keys;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as HAProxy writes them (manual 2.5): a whole number with us, ms, s, m, h or d. Pure. */
public final class DurationText {

    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,15})(us|ms|s|m|h|d)?");
    private static final Pattern LOOSE = Pattern.compile("([0-9]{1,15})\\s*([a-z]+)\\.?");

    /** Units with what people also write for them. */
    public enum Unit {
        /** Microsecond. */
        US(1_000L, "us|usec|usecs|micros|microseconds"),
        /** Millisecond. */
        MS(1_000_000L, "ms|msec|msecs|millis|milliseconds|millisecond"),
        /** Second. */
        S(1_000_000_000L, "s|sec|secs|second|seconds"),
        /** Minute. */
        M(60_000_000_000L, "m|min|mins|minute|minutes"),
        /** Hour. */
        H(3_600_000_000_000L, "h|hr|hrs|hour|hours"),
        /** Day. */
        D(86_400_000_000_000L, "d|day|days");

        private final long nanos;
        private final Pattern names;

        Unit(long nanos, String names) {
            this.nanos = nanos;
            this.names = Pattern.compile(names);
        }

        private String suffix() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private DurationText() {}

    /** Reads a duration; empty when it is none or longer than 292 years. */
    public static Optional<Duration> parse(String text, Unit bare) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            return Optional.empty();
        }
        String suffix = written.group(2);
        Unit unit = suffix == null ? bare : Unit.valueOf(suffix.toUpperCase(Locale.ROOT));
        long count = Long.parseLong(written.group(1));
        if (count > Long.MAX_VALUE / unit.nanos) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(count * unit.nanos));
    }

    /** The largest unit that fits without a remainder. */
    public static String show(Duration duration) {
        long nanos = duration.toNanos();
        Unit[] units = Unit.values();
        for (int i = units.length - 1; i > 0; i--) {
            if (nanos != 0 && nanos % units[i].nanos == 0) {
                return nanos / units[i].nanos + units[i].suffix();
            }
        }
        return nanos == 0 ? "0" : nanos / Unit.US.nanos + "us";
    }

    /** What {@code 5 sec} and the like were meant to be. */
    public static Optional<String> meant(String text) {
        Matcher loose = LOOSE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!loose.matches()) {
            return Optional.empty();
        }
        for (Unit unit : Unit.values()) {
            if (unit.names.matcher(loose.group(2)).matches()) {
                return Optional.of(loose.group(1) + unit.suffix()).filter(m -> !m.equals(text));
            }
        }
        return Optional.empty();
    }
}
