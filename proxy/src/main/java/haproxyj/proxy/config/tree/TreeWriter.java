package haproxyj.proxy.config.tree;

import haproxyj.proxy.config.tree.Located.Entry;
import haproxyj.proxy.config.tree.Located.Kind;
import haproxyj.proxy.config.tree.Located.Mapping;
import haproxyj.proxy.config.tree.Located.Scalar;
import haproxyj.proxy.config.tree.Located.Sequence;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes a tree as YAML in the style of config-samples: sections as blocks, what fits on a line within braces. {@link
 * TreeReader} reads the same tree from it, but for places. Pure.
 */
public final class TreeWriter {

    private static final int WIDTH = 118;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_/][A-Za-z0-9_./@%+-]*(:[A-Za-z0-9_./@%+-]+)*");
    /** What YAML takes for something else than text. */
    private static final Pattern NOT_TEXT = Pattern.compile(
            "(?i)null|true|false|yes|no|on|off|[-+.]?[0-9][0-9_]*(\\.[0-9]*)?(e[-+]?[0-9]+)?|0x[0-9a-f]+|0o[0-7]+");

    private final StringBuilder out = new StringBuilder();

    private TreeWriter() {}

    /** The text of a file. */
    public static String write(Mapping file) {
        TreeWriter writer = new TreeWriter();
        for (Entry section : file.entries()) {
            writer.out.append(writer.out.isEmpty() ? "" : "\n");
            writer.entry(section, "", true);
        }
        return writer.out.toString();
    }

    private void entry(Entry entry, String indent, boolean block) {
        String key = text(entry.key(), Kind.TEXT) + ":";
        String line = indent + key + " " + inline(entry.value());
        boolean fits = line.length() <= WIDTH && isFlat(entry.value());
        out.append(!fits || (block && entry.value() instanceof Mapping) ? indent + key : line)
                .append('\n');
        if (!fits || (block && entry.value() instanceof Mapping)) {
            below(entry.value(), indent + "  ");
        }
    }

    private void below(Located value, String indent) {
        if (value instanceof Mapping mapping) {
            mapping.entries().forEach(e -> entry(e, indent, false));
        } else if (value instanceof Sequence list) {
            list.items()
                    .forEach(i ->
                            out.append(indent).append("- ").append(inline(i)).append('\n'));
        } else {
            out.append(indent).append(inline(value)).append('\n');
        }
    }

    /** Whether nothing within has parts of its own. */
    private static boolean isFlat(Located value) {
        List<Located> parts = value instanceof Mapping mapping
                ? mapping.entries().stream().map(Entry::value).toList()
                : value instanceof Sequence list ? list.items() : List.of();
        return parts.stream().allMatch(Scalar.class::isInstance);
    }

    private static String inline(Located value) {
        if (value instanceof Scalar scalar) {
            return text(scalar.text(), scalar.kind());
        }
        if (value instanceof Sequence list) {
            return list.items().stream().map(TreeWriter::inline).collect(Collectors.joining(", ", "[", "]"));
        }
        Mapping mapping = (Mapping) value;
        return mapping.entries().stream()
                .map(e -> text(e.key(), Kind.TEXT) + ": " + inline(e.value()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String text(String text, Kind kind) {
        if (kind == Kind.EMPTY) {
            return "null";
        }
        boolean plain = PLAIN.matcher(text).matches()
                && (kind != Kind.TEXT || !NOT_TEXT.matcher(text).matches());
        return plain ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    boolean visible = (c >= ' ' && c < 0x7f) || (c >= 0xa0 && c < 0x2000);
                    quoted.append(visible ? Character.toString(c) : String.format("\\U%08x", c));
                }
            }
        });
        return quoted.append('"').toString();
    }
}
