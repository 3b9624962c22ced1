package haproxyj.proxy.config.cfg;

import haproxyj.proxy.config.tree.Position;
import haproxyj.proxy.config.tree.Problems;
import java.util.Map;
import java.util.Optional;

/**
 * Environment variables within double quotes (HAProxy manual 2.3): {@code $NAME}, {@code ${NAME}} and
 * {@code ${NAME-default}}. One that is not set and has no default is an error here; in HAProxy it is empty.
 */
final class Variables {

    private final Map<String, String> environment;

    /** @param environment as it was when the process started */
    Variables(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** What stands for a variable, and the index behind it. */
    record Found(String value, int next) {}

    /**
     * Reads one variable.
     *
     * @param text code points of the line
     * @param from index after the dollar sign
     * @param at place of the dollar sign
     */
    Found at(int[] text, int from, Position at, Problems problems) {
        boolean braces = from < text.length && text[from] == '{';
        int begin = braces ? from + 1 : from;
        int end = begin;
        while (end < text.length && named(text[end], end > begin)) {
            end++;
        }
        String name = new String(text, begin, end - begin);
        if (name.isEmpty()) {
            problems.error(at, "$ within double quotes begins a variable; write \\$ for the character itself");
            return new Found("$", from);
        }
        Optional<String> fallback = Optional.empty();
        if (braces) {
            int close = end;
            while (close < text.length && text[close] != '}') {
                close++;
            }
            String rest = new String(text, end, close - end);
            if (close == text.length || !(rest.isEmpty() || rest.startsWith("-"))) {
                problems.error(at, "a variable is written ${NAME} or ${NAME-default}");
                return new Found("", Math.min(close + 1, text.length));
            }
            fallback = rest.isEmpty() ? Optional.empty() : Optional.of(rest.substring(1));
            end = close + 1;
        }
        Optional<String> value = Optional.ofNullable(environment.get(name));
        if (value.isEmpty() && fallback.isEmpty()) {
            problems.error(
                    at,
                    "the environment variable " + name + " is not set; set it, or give a default: ${" + name
                            + "-default}");
        }
        return new Found(value.orElse(fallback.orElse("")), end);
    }

    private static boolean named(int c, boolean inside) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (inside && c >= '0' && c <= '9');
    }
}
