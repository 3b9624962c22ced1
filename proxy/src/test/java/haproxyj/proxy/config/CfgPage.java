package haproxyj.proxy.config;

import haproxyj.proxy.config.cfg.TolerancePage;
import haproxyj.proxy.config.keys.Key;
import haproxyj.proxy.config.keys.Keys;
import haproxyj.proxy.config.keys.Section;
import java.util.stream.Collectors;

/** Generates docs/haproxy-cfg.md from the key table and the table of tolerated words. */
final class CfgPage {

    private static final String INTRO = """
            # haproxy.cfg

            Generated from the tables of the configuration reader; do not edit by hand.

            `-f` also takes HAProxy's own language, for what is supported. A file is in it when its name ends with `.cfg`, or with
            neither `.yml` nor `.yaml` and its first word is `global`, `defaults`, `listen`, `frontend` or `backend`. Several files,
            of both languages, count as one. `haproxy-j -c -f haproxy.cfg` names everything that is wrong, as
            `file:line:column: message`; `haproxy-j convert haproxy.cfg` prints the same configuration as YAML.
            `config-samples/warren.cfg` is a sample.

            ## How it is read

            - **Meaning** of a keyword is that of the YAML key of the same name, see [configuration.md](configuration.md). Defaults
              are those of that page, where they differ from HAProxy's (`option tcplog`, `option splice-auto` and fall-through
              are on).
            - **Words**: quotes, backslashes, `#` and variables such as `"${RB1}"` or `"${RB1-10.0.0.1}"` within double quotes as in
              HAProxy. A variable that is not set and has no default is an error.
            - **`defaults`** may stand several times, with names and `from`: each holds for the sections below it. `global` may
              stand several times. A `default-server` holds for the `server` lines below it.
            - **The other side**: a keyword that its section ignores in HAProxy (`retries` in a frontend) is ignored here, with a
              warning.
            - **`disabled`** in a section leaves the section out.
            - **Errors**: every other keyword, `mode http`, sections such as `peers` or `resolvers`, and conditions (`.if`). HAProxy's
              statistics page, a section in `mode http` with `stats enable`, becomes a line `stats HOST:PORT` in `global`.
            - **tcp-check**: `connect` (first and without settings), `send`, `send-binary`, `expect` with `string`, `rstring` or
              `binary`, `!`, `min-recv` and `comment`. Regular expressions are Java's.
            - **Ours**, which HAProxy does not read: `stats HOST:PORT` and `threads` in `global`, `shards acceptor`, `option amqp-check
              [cluster_name NAME]`, `option fall-through [auto]`.

            ## Supported

            """;

    private CfgPage() {}

    static String text() {
        StringBuilder page = new StringBuilder(INTRO);
        page.append("| where | keywords |\n|---|---|\n");
        row(page, "global", Section.GLOBAL, "", "");
        row(page, "proxies", Section.DEFAULTS, Section.FRONTEND, Section.BACKEND, Section.LISTEN);
        row(page, "bind", Section.BIND, "", ", `v4v6`");
        row(page, "server", Section.SERVER, "", ", `enabled`; `no-` before those that are switches");
        return page + "\n## Read without effect\n\nWith one warning for each word.\n\n" + TolerancePage.table();
    }

    private static void row(StringBuilder page, String where, Section section, String group, String more) {
        page.append("| ")
                .append(where)
                .append(" | ")
                .append(names(group, section))
                .append(more)
                .append(" |\n");
    }

    private static void row(StringBuilder page, String where, Section... sections) {
        for (String group : new String[] {"", "timeout", "option"}) {
            page.append("| ")
                    .append(where)
                    .append(group.isEmpty() ? "" : ", `" + group + "`")
                    .append(" | ")
                    .append(names(group, sections))
                    .append(" |\n");
        }
    }

    private static String names(String group, Section... sections) {
        return Keys.all().stream()
                .filter(k -> k.group().equals(group)
                        && java.util.Arrays.stream(sections).anyMatch(k.sections()::contains))
                .filter(k -> !k.name().equals("address") && !k.opensGroup())
                .map(CfgPage::shown)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String shown(Key key) {
        return "`" + key.name() + "`";
    }
}
