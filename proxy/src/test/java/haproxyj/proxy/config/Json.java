package haproxyj.proxy.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes maps, lists, texts, numbers and booleans as indented JSON. */
final class Json {

    private Json() {}

    /** A map that keeps its order, from key, value, key, value… */
    static Map<String, Object> object(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    static String pretty(Object value, String indent) {
        String deeper = indent + "  ";
        List<String> parts = new ArrayList<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((k, v) -> parts.add(quoted(k.toString()) + ": " + pretty(v, deeper)));
            return block("{", parts, "}", indent);
        }
        if (value instanceof List<?> list) {
            list.forEach(v -> parts.add(pretty(v, deeper)));
            boolean scalars = list.stream().noneMatch(v -> v instanceof Map || v instanceof List);
            return scalars ? "[" + String.join(", ", parts) + "]" : block("[", parts, "]", indent);
        }
        return value instanceof String text ? quoted(text) : value.toString();
    }

    private static String block(String open, List<String> parts, String close, String indent) {
        if (parts.isEmpty()) {
            return open + close;
        }
        String deeper = "\n" + indent + "  ";
        return open + deeper + String.join("," + deeper, parts) + "\n" + indent + close;
    }

    private static String quoted(String text) {
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\r", "\\r")
                        .replace("\n", "\\n")
                + '"';
    }
}
