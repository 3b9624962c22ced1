package haproxyj.proxy.config.tree;

import java.util.List;
import java.util.Optional;

/** A YAML value that knows where it stands. Immutable, no aliases, at most {@link TreeReader#MAX_DEPTH} deep. */
public sealed interface Located {

    /** Where the value starts. */
    Position position();

    /** How the value is shown in a message. */
    String shown();

    /** Keys in file order, each once. */
    record Mapping(Position position, List<Entry> entries) implements Located {

        /** The entry of a key. */
        public Optional<Entry> entry(String key) {
            return entries.stream().filter(e -> e.key().equals(key)).findFirst();
        }

        @Override
        public String shown() {
            return "a mapping";
        }
    }

    /** A key with its value. */
    record Entry(String key, Position position, Located value) {}

    /** Items in file order. */
    record Sequence(Position position, List<Located> items) implements Located {

        @Override
        public String shown() {
            return "a list";
        }
    }

    /** A single value; {@code text} is what the file says, quotes and escapes undone. */
    record Scalar(Position position, String text, Kind kind) implements Located {

        /** Longest piece of a value that a message repeats. */
        private static final int SHOWN_CHARS = 60;

        @Override
        public String shown() {
            if (kind == Kind.EMPTY) {
                return "nothing";
            }
            String oneLine = text.replaceAll("\\p{Cntrl}", " ");
            return "\"" + (oneLine.length() > SHOWN_CHARS ? oneLine.substring(0, SHOWN_CHARS) + "…" : oneLine) + "\"";
        }
    }

    /** What a scalar looks like, by YAML's core schema. */
    enum Kind {
        /** Quoted, or plain and nothing else. */
        TEXT,
        /** A whole number. */
        WHOLE,
        /** A number with a fraction, or infinite. */
        DECIMAL,
        /** Plain true or false. */
        FLAG,
        /** Nothing, or null. */
        EMPTY
    }
}
