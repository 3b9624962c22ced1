package haproxyj.bench.matrix;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one cell did. Pure.
 *
 * @param toServer what arrived of what the client sent
 * @param toClient what arrived of what the server sent
 * @param other what the side that did not act saw first
 * @param actor what the acting side saw first; {@code -} after its own reset
 * @param letters termination state in the access log, {@code ??} when no line came, {@code !!} when the cell could not be played
 * @param retries in the access log, with {@code +} when redispatched
 */
public record Outcome(Delivery toServer, Delivery toClient, Seen other, Seen actor, String letters, String retries) {
    /** Width of the buckets that times are put in, milliseconds. */
    public static final int BUCKET_MILLIS = 250;

    /** In place of an outcome: the contestant could not be brought into the cell's state. */
    public static final Outcome UNPLAYABLE =
            new Outcome(Delivery.EMPTY, Delivery.EMPTY, Seen.NOT_LOOKED, Seen.NOT_LOOKED, "!!", "?");

    private static final Pattern LINE =
            Pattern.compile("(\\S+)\\s+(\\S+)\\s+(\\S+(?: \\w+)?)\\s{2,}(\\S+(?: \\w+)?)\\s+(\\S\\S)\\s+(\\S+)");

    /** How much of one direction arrived. */
    public enum Delivery {
        /** Nothing was sent. */
        EMPTY("-"),
        /** Something was sent, nothing arrived. */
        NONE("none"),
        /** A correct beginning arrived. */
        PART("part"),
        /** Everything that was sent arrived, octet for octet. */
        ALL("all"),
        /** Wrong octets arrived. */
        DAMAGED("DAMAGED");

        private final String word;

        Delivery(String word) {
            this.word = word;
        }

        /** The verdict on one direction. */
        static Delivery of(long sent, long received, boolean intact) {
            if (!intact || received > sent) {
                return DAMAGED;
            }
            if (received == sent) {
                return sent == 0 ? EMPTY : ALL;
            }
            return received == 0 ? NONE : PART;
        }

        private static Delivery parse(String word) {
            for (Delivery delivery : values()) {
                if (delivery.word.equals(word)) {
                    return delivery;
                }
            }
            throw new IllegalArgumentException("no delivery is called " + word);
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /**
     * What a side saw of the end, and when.
     *
     * @param what {@code FIN}, {@code RST}, {@code nothing}, or {@code -} when it did not look
     * @param millis after the event, rounded to {@link #BUCKET_MILLIS}; 0 when it saw nothing; {@link #LATE}
     */
    public record Seen(String what, int millis) {
        /** Did not look. */
        public static final Seen NOT_LOOKED = new Seen("-", 0);

        /** Looked until the end and saw nothing. */
        public static final Seen NOTHING = new Seen("nothing", 0);

        /** In place of a time: the side looked only after the proxy had written its log line. */
        public static final int LATE = -1;

        /** Saw it after so many milliseconds, which are rounded. */
        public static Seen of(String what, double millis) {
            return new Seen(what, ((int) Math.round(millis / BUCKET_MILLIS)) * BUCKET_MILLIS);
        }

        /** Equal up to one bucket. */
        public boolean matches(Seen that) {
            boolean sameTime = (millis == LATE || that.millis == LATE)
                    ? millis == that.millis
                    : Math.abs(millis - that.millis) <= BUCKET_MILLIS;
            return what.equals(that.what) && sameTime;
        }

        private static Seen parse(String text) {
            int space = text.indexOf(' ');
            if (space < 0) {
                return new Seen(text, 0);
            }
            String time = text.substring(space + 1);
            return new Seen(text.substring(0, space), time.equals("late") ? LATE : Integer.parseInt(time));
        }

        @Override
        public String toString() {
            if (!what.equals("FIN") && !what.equals("RST")) {
                return what;
            }
            return what + " " + (millis == LATE ? "late" : millis);
        }
    }

    /** Equal, with times up to one bucket apart. */
    public boolean matches(Outcome that) {
        return toServer == that.toServer
                && toClient == that.toClient
                && other.matches(that.other)
                && actor.matches(that.actor)
                && letters.equals(that.letters)
                && retries.equals(that.retries);
    }

    /** Heading above {@link #toString} lines. */
    public static final String HEADING =
            String.format("%-8s%-8s%-10s%-10s%-4s%s", "c->s", "s->c", "other", "actor", "log", "retries");

    /** The columns of the table, which {@link #parse} reads back. */
    @Override
    public String toString() {
        return String.format("%-8s%-8s%-10s%-10s%-4s%s", toServer, toClient, other, actor, letters, retries);
    }

    /** Reads the columns; empty when the text is no outcome. */
    public static Optional<Outcome> parse(String text) {
        Matcher match = LINE.matcher(text.strip());
        if (!match.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Outcome(
                Delivery.parse(match.group(1)),
                Delivery.parse(match.group(2)),
                Seen.parse(match.group(3)),
                Seen.parse(match.group(4)),
                match.group(5),
                match.group(6)));
    }
}
