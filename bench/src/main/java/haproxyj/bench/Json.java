package haproxyj.bench;

import java.util.Collection;
import java.util.Map;

/** Writes results as JSON: maps, collections, numbers, booleans; anything else as a string. Pure. */
public final class Json {
    private static final int INDENT = 2;

    private Json() {}

    /** The text of a value, indented, with a line end. */
    public static String write(Object value) {
        StringBuilder out = new StringBuilder();
        append(out, value, 0);
        return out.append('\n').toString();
    }

    private static void append(StringBuilder out, Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            out.append('{');
            String separator = "";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                newLine(out.append(separator), depth + 1);
                string(out, String.valueOf(entry.getKey()));
                append(out.append(": "), entry.getValue(), depth + 1);
                separator = ",";
            }
            end(out, map.isEmpty(), depth, '}');
        } else if (value instanceof Collection<?> items) {
            out.append('[');
            String separator = "";
            for (Object item : items) {
                newLine(out.append(separator), depth + 1);
                append(out, item, depth + 1);
                separator = ",";
            }
            end(out, items.isEmpty(), depth, ']');
        } else if (value instanceof Double number && !Double.isFinite(number)) {
            out.append("null");
        } else if (value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            string(out, String.valueOf(value));
        }
    }

    private static void end(StringBuilder out, boolean empty, int depth, char bracket) {
        if (!empty) {
            newLine(out, depth);
        }
        out.append(bracket);
    }

    private static void newLine(StringBuilder out, int depth) {
        out.append('\n').append(" ".repeat(depth * INDENT));
    }

    private static void string(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
