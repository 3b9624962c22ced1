package haproxyj.proxy.config.keys;

import haproxyj.proxy.config.tree.Located.Scalar;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a value looks like: how it is read, what a message says about it. Pure. */
public sealed interface Form {

    /** Completes "KEY wants …". */
    String wants();

    /** A form that one scalar fills. */
    sealed interface Simple<T> extends Form {

        /** The value, or empty when the text is not of this form. */
        Optional<T> read(Scalar scalar);

        /** What was probably meant by a text that is not of this form. */
        default Optional<String> meant(Scalar scalar) {
            return Optional.empty();
        }
    }

    /** true or false. */
    record Flag() implements Simple<Boolean> {
        @Override
        public String wants() {
            return "true or false";
        }

        @Override
        public Optional<Boolean> read(Scalar scalar) {
            return switch (scalar.text()) {
                case "true", "True", "TRUE" -> Optional.of(true);
                case "false", "False", "FALSE" -> Optional.of(false);
                default -> Optional.empty();
            };
        }

        @Override
        public Optional<String> meant(Scalar scalar) {
            return switch (scalar.text().toLowerCase(Locale.ROOT)) {
                case "yes", "on", "1", "y", "enabled" -> Optional.of("true");
                case "no", "off", "0", "n", "disabled" -> Optional.of("false");
                default -> Optional.empty();
            };
        }
    }

    /** A whole number with its range. */
    record Whole(long min, long max) implements Simple<Long> {
        private static final Pattern DIGITS = Pattern.compile("[+-]?[0-9]{1,18}");

        @Override
        public String wants() {
            return "a whole number from " + min + " to " + max;
        }

        @Override
        public Optional<Long> read(Scalar scalar) {
            return Optional.of(scalar.text())
                    .filter(t -> DIGITS.matcher(t).matches())
                    .map(Long::parseLong)
                    .filter(n -> n >= min && n <= max);
        }
    }

    /** A duration; a bare number counts in {@code bare}. */
    record Time(DurationText.Unit bare, Duration min, Duration max) implements Simple<Duration> {
        @Override
        public String wants() {
            return "a duration from " + DurationText.show(min) + " to " + DurationText.show(max)
                    + ", such as 5s or 300ms";
        }

        @Override
        public Optional<Duration> read(Scalar scalar) {
            return DurationText.parse(scalar.text(), bare).filter(d -> d.compareTo(min) >= 0 && d.compareTo(max) <= 0);
        }

        @Override
        public Optional<String> meant(Scalar scalar) {
            return DurationText.meant(scalar.text());
        }
    }

    /** One of some words. */
    record Word(List<String> words) implements Simple<String> {
        @Override
        public String wants() {
            return words.size() == 1 ? words.get(0) : "one of " + String.join(", ", words);
        }

        @Override
        public Optional<String> read(Scalar scalar) {
            return Optional.of(scalar.text()).filter(words::contains);
        }

        @Override
        public Optional<String> meant(Scalar scalar) {
            return Nearest.of(scalar.text(), words);
        }
    }

    /** Any text that is not empty. */
    record Text(String wants) implements Simple<String> {
        @Override
        public Optional<String> read(Scalar scalar) {
            return Optional.of(scalar.text()).filter(t -> !t.isEmpty());
        }
    }

    /** A form with a reader of its own. */
    record Shaped(Shape shape, String wants) implements Form {}

    /** The forms that need more than a scalar, or a look at the network. */
    enum Shape {
        /** Keys of the section named by the key. */
        KEYS,
        /** Section name to section. */
        NAMED,
        /** Listening addresses. */
        BINDS,
        /** Address of a server. */
        SERVER_ADDRESS,
        /** Listening address without settings. */
        LISTEN_ADDRESS,
        /** One or more of them. */
        LISTEN_ADDRESSES,
        /** Algorithm with its argument. */
        BALANCE,
        /** {@code option} as list or mapping. */
        OPTIONS,
        /** {@code timeout} mapping. */
        TIMEOUTS,
        /** Steps of a check. */
        STEPS,
        /** false, true or a number. */
        REDISPATCH,
        /** auto, true or false. */
        FALL_THROUGH,
        /** false, true or settings. */
        AMQP_CHECK,
        /** List of texts. */
        TEXTS,
        /** Login name to password. */
        USERS,
        /** A section this version does not have yet. */
        LATER
    }
}
