package haproxyj.proxy.config;

import haproxyj.proxy.config.keys.DurationText;
import haproxyj.proxy.config.keys.Form;
import haproxyj.proxy.config.keys.Key;
import haproxyj.proxy.config.keys.Keys;
import haproxyj.proxy.config.keys.Section;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Generates docs/configuration.md from the key table. */
final class ReferencePage {

    private static final List<Section> PROXIES =
            List.of(Section.DEFAULTS, Section.FRONTEND, Section.BACKEND, Section.LISTEN);

    private static final String INTRO = """
            # Configuration reference

            Generated from the key table of the configuration reader; do not edit by hand. Samples with comments are in
            `config-samples/`. `haproxy-j -c -f FILE` checks a file and names everything that is wrong with it, as
            `file:line:column: message`. Editors that know JSON Schema complete keys with
            `docs/haproxy-j.schema.json`: put `# yaml-language-server: $schema=docs/haproxy-j.schema.json` into the first line.

            ## How a file is written

            - **Format**: YAML, or HAProxy's own language ([haproxy-cfg.md](haproxy-cfg.md)); the rest is about YAML. Up to 4 MiB
              and 20 levels deep. Anchors, aliases, merge keys and tags are refused; so are keys that stand twice. What is shared
              goes into `defaults` and `default-server`.
            - **Names** of keys are HAProxy's for everything about traffic and RabbitMQ's for the broker, dashes and underscores
              included. What is two words in haproxy.cfg is two levels here: `timeout: {connect: 5s}`, `option: [redispatch]`.
            - **Durations** are whole numbers with `us`, `ms`, `s`, `m`, `h` or `d`. A bare number counts milliseconds unless the key
              says otherwise.
            - **Addresses** are `host:port` or `"[ipv6]:port"`; the brackets need quotes in YAML. Host names are resolved once, when the
              file is read. To listen on all IPv4 addresses write `:port` or `"*:port"` (in quotes), on all addresses `"[::]:port"`.
            - **Several files** (`-f a.yml -f b.yml`) count as one. `global` and `defaults` may stand in one of them; a name may
              be used once, except that a frontend and a backend may share it.
            - **Defaults** are looked up key by key: the section, then `defaults`, then the table below. A server asks its own
              keys, the `default-server` of its section, that of `defaults`, then the table.
            """;

    private ReferencePage() {}

    static String text() {
        StringBuilder page = new StringBuilder(INTRO);
        page.append("\n## Sections\n\n| section | holds |\n|---|---|\n");
        for (Key key : Keys.of(Section.FILE, "").values()) {
            page.append("| `")
                    .append(key.name())
                    .append("` | ")
                    .append(key.says())
                    .append(" |\n");
        }
        section(page, Section.GLOBAL);
        page.append("\n## defaults, frontend, backend, listen\n\n");
        PROXIES.forEach(s -> page.append("- `")
                .append(s.title())
                .append("`: ")
                .append(s.about())
                .append('\n'));
        page.append("\nThe column \"in\" says where a key may stand: D defaults, F frontend, B backend, L listen.\n\n");
        proxyTable(page, "");
        page.append("\n### timeout\n\nUnder `timeout:` of these sections.\n\n");
        proxyTable(page, "timeout");
        page.append("\n### option\n\nUnder `option:` of these sections, as a list of names or a mapping.\n\n");
        proxyTable(page, "option");
        page.append("\n## server, default-server\n\n- `server`: ")
                .append(Section.SERVER.about())
                .append("\n- `default-server`: ")
                .append(Section.DEFAULT_SERVER.about())
                .append(" It may not hold `")
                .append(Keys.of(Section.SERVER, "").keySet().stream()
                        .filter(k -> !Keys.of(Section.DEFAULT_SERVER, "").containsKey(k))
                        .collect(Collectors.joining("`, `")))
                .append("`.\n\n");
        table(page, Keys.of(Section.SERVER, ""));
        for (Section section : List.of(Section.BIND, Section.STEP, Section.AMQP_CHECK, Section.BROKER)) {
            section(page, section);
        }
        return page.toString();
    }

    private static void section(StringBuilder page, Section section) {
        page.append("\n## ")
                .append(section.title())
                .append("\n\n")
                .append(section.about())
                .append("\n\n");
        table(page, Keys.of(section, ""));
    }

    private static void table(StringBuilder page, Map<String, Key> keys) {
        page.append("| key | value | default | |\n|---|---|---|---|\n");
        keys.values().forEach(k -> row(page, k, ""));
    }

    private static void proxyTable(StringBuilder page, String group) {
        page.append("| key | in | value | default | |\n|---|---|---|---|---|\n");
        for (Key key : Keys.all()) {
            if (key.group().equals(group) && PROXIES.stream().anyMatch(key.sections()::contains)) {
                row(page, key, letters(key.sections()) + " | ");
            }
        }
    }

    private static void row(StringBuilder page, Key key, String in) {
        String fallback = key.fallback().isEmpty() ? key.fallbackSays() : "`" + key.fallback() + "`";
        page.append(
                "| `" + key.name() + "` | " + in + value(key.form()) + " | " + fallback + " | " + key.says() + " |\n");
    }

    private static String value(Form form) {
        if (form instanceof Form.Time time) {
            return "duration, " + DurationText.show(time.min()) + " to " + DurationText.show(time.max());
        }
        if (form instanceof Form.Whole whole) {
            return whole.min() + " to " + whole.max();
        }
        return form instanceof Form.Word word ? String.join(", ", word.words()) : form.wants();
    }

    private static String letters(Set<Section> sections) {
        return PROXIES.stream()
                .filter(sections::contains)
                .map(s -> s.title().substring(0, 1).toUpperCase(java.util.Locale.ROOT))
                .collect(Collectors.joining());
    }
}
