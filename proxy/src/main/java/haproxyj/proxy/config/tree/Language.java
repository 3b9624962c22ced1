package haproxyj.proxy.config.tree;

import java.util.List;
import java.util.Locale;

/** The two ways to write a configuration. */
public enum Language {
    /** This program's own. */
    YAML,
    /** HAProxy's: one statement a line, sections by keyword. */
    HAPROXY;

    /** With these words a file in HAProxy's language begins; in YAML a colon follows. */
    private static final List<String> SECTIONS = List.of("global", "defaults", "listen", "frontend", "backend");

    /**
     * @param name of the file; {@code .cfg}, {@code .yml} and {@code .yaml} decide
     * @param text whose first word that is no comment decides otherwise
     */
    static Language of(String name, String text) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".cfg")) {
            return HAPROXY;
        }
        if (lower.endsWith(".yml") || lower.endsWith(".yaml")) {
            return YAML;
        }
        String first = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .findFirst()
                .orElse("");
        return SECTIONS.contains(first.split("[ \\t#]", 2)[0]) ? HAPROXY : YAML;
    }
}
