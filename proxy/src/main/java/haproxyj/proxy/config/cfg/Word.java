package haproxyj.proxy.config.cfg;

import haproxyj.proxy.config.tree.Located;
import haproxyj.proxy.config.tree.Located.Kind;
import haproxyj.proxy.config.tree.Located.Scalar;
import haproxyj.proxy.config.tree.Position;
import java.util.Optional;

/**
 * One word of a line, quotes and escapes undone.
 *
 * @param hex the octets in hexadecimal when they are not UTF-8, which {@code \xNN} allows
 */
record Word(Position at, String text, Optional<String> hex) {

    private static final int MAX_DIGITS = 18;

    boolean is(String keyword) {
        return text.equals(keyword);
    }

    /** As a value of the tree. */
    Scalar scalar() {
        boolean whole =
                !text.isEmpty() && text.length() <= MAX_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return new Scalar(at, text, whole ? Kind.WHOLE : Kind.TEXT);
    }

    /** How a message repeats it. */
    String shown() {
        return scalar().shown();
    }

    /** A switch that this word turns. */
    Located flag(boolean on) {
        return new Scalar(at, Boolean.toString(on), Kind.FLAG);
    }
}
