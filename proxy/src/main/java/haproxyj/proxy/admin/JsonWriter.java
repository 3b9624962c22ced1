package haproxyj.proxy.admin;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * Writes JSON (RFC 8259) text. Pure; one owner. Text is escaped so that it is safe inside HTML too.
 *
 * <p>Keeps no record of nesting but whether a comma is due: the callers are a handful of methods in {@link StatusJson}.
 */
final class JsonWriter {

    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder(4096);
    private boolean comma;

    /** Opens an object. */
    JsonWriter object() {
        return open('{');
    }

    /** Closes it. */
    JsonWriter endObject() {
        return close('}');
    }

    /** Writes the name of a member; its value must follow. */
    JsonWriter name(String name) {
        separate();
        string(name);
        out.append(':');
        comma = false;
        return this;
    }

    /** A member with a number. */
    JsonWriter field(String name, long value) {
        name(name);
        out.append(value);
        comma = true;
        return this;
    }

    /** A member with a truth value. */
    JsonWriter field(String name, boolean value) {
        name(name);
        out.append(value);
        comma = true;
        return this;
    }

    /** A member with text. */
    JsonWriter field(String name, String value) {
        name(name);
        return value(value);
    }

    /** Text, as an element of an array or as the value after {@link #name}. */
    JsonWriter value(String value) {
        separate();
        string(value);
        comma = true;
        return this;
    }

    /** An array of whatever the writer makes of each element. */
    <T> JsonWriter array(List<T> values, BiConsumer<JsonWriter, T> element) {
        open('[');
        for (T value : values) {
            element.accept(this, value);
        }
        return close(']');
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private JsonWriter open(char bracket) {
        separate();
        out.append(bracket);
        comma = false;
        return this;
    }

    private JsonWriter close(char bracket) {
        out.append(bracket);
        comma = true;
        return this;
    }

    private void separate() {
        if (comma) {
            out.append(',');
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            character(text.charAt(i), text, i);
        }
        out.append('"');
    }

    private void character(char c, String text, int at) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c < 0x20 || c == 0x7f || c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029) {
                    escape(c);
                } else if (Character.isSurrogate(c) && !paired(text, at)) {
                    escape(c); // half a pair has no UTF-8 form
                } else {
                    out.append(c);
                }
            }
        }
    }

    private static boolean paired(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }

    private void escape(char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt(c >> shift & 0xf));
        }
    }
}
