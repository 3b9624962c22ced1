package haproxyj.proxy.config.cfg;

import haproxyj.proxy.config.cfg.Tolerated.Row;
import haproxyj.proxy.config.keys.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The table of what is read without effect, for docs/haproxy-cfg.md. */
public final class TolerancePage {

    private TolerancePage() {}

    public static String table() {
        Map<String, List<Row>> kinds = Tolerated.rows().stream()
                .collect(Collectors.groupingBy(
                        r -> places(r) + " | " + r.reason(), LinkedHashMap::new, Collectors.toList()));
        StringBuilder table = new StringBuilder("| words | in | why |\n|---|---|---|\n");
        kinds.forEach((place, rows) -> table.append("| ")
                .append(rows.stream().map(TolerancePage::shown).collect(Collectors.joining(", ")))
                .append(" | ")
                .append(place)
                .append(" |\n"));
        return table.toString();
    }

    private static String shown(Row row) {
        return "`" + (row.group().isEmpty() ? "" : row.group() + " ") + row.name() + (row.prefix() ? "…" : "") + "`";
    }

    private static String places(Row row) {
        boolean proxies = row.in().contains(Section.LISTEN);
        boolean global = row.in().contains(Section.GLOBAL);
        if (proxies) {
            return global ? "global and proxies" : "proxies";
        }
        return row.in().contains(Section.SERVER)
                ? "server, default-server"
                : row.in().iterator().next().title();
    }
}
