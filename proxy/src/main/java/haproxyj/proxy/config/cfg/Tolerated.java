package haproxyj.proxy.config.cfg;

import haproxyj.proxy.config.keys.Keys;
import haproxyj.proxy.config.keys.Section;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Words of HAProxy that are read without effect, each with the reason. Pure and immutable. */
final class Tolerated {

    /**
     * A word that is read without effect.
     *
     * @param group {@code ""}, {@code option} or {@code timeout}
     * @param prefix whether words that begin with it are meant as well
     * @param values words that follow it on a line with others
     */
    record Row(String name, String group, Set<Section> in, boolean prefix, int values, String reason) {

        boolean is(String word) {
            return prefix ? word.startsWith(name) : word.equals(name);
        }
    }

    private static final Set<Section> GLOBAL = EnumSet.of(Section.GLOBAL);
    private static final Set<Section> EVERYWHERE =
            EnumSet.of(Section.GLOBAL, Section.DEFAULTS, Section.FRONTEND, Section.BACKEND, Section.LISTEN);
    private static final Set<Section> BIND = EnumSet.of(Section.BIND);
    private static final Set<Section> SERVER = EnumSet.of(Section.SERVER, Section.DEFAULT_SERVER);

    private static final String LOG = "the log goes to standard error, the access log to standard output";
    private static final String ACCESS_LOG = "the access log is one tcplog line for each connection";
    private static final String SYSTEMD = "let systemd or a container see to it";
    private static final String TLS = "TLS passes through as bytes";
    private static final String TUNING = "it tunes HAProxy's own machinery";
    private static final String REMARK = "it is a remark for operators";
    private static final String HTTP = "HTTP passes through as bytes";
    private static final String STATS = "statistics come over HTTP; write stats HOST:PORT into section global";

    private static final List<Row> ROWS = gather();

    private Tolerated() {}

    private static List<Row> gather() {
        List<Row> rows = new ArrayList<>();
        words(rows, EVERYWHERE, LOG, "log", "log-tag");
        words(rows, EVERYWHERE, REMARK, "description");
        words(rows, GLOBAL, LOG, "log-send-hostname");
        words(rows, GLOBAL, REMARK, "node", "localpeer");
        words(rows, GLOBAL, "the process stays in the foreground; let systemd or a shell put it aside", "daemon");
        words(rows, GLOBAL, "start the process as that user", "user", "uid");
        words(rows, GLOBAL, "start the process as that group", "group", "gid");
        words(rows, GLOBAL, SYSTEMD, "chroot", "pidfile", "ulimit-n", "cpu-map", "numa-cpu-mapping", "master-worker");
        words(rows, GLOBAL, SYSTEMD, "set-dumpable", "strict-limits", "unix-bind", "mworker-max-reloads");
        words(rows, GLOBAL, TLS, "ca-base", "crt-base", "maxsslconn", "maxsslrate");
        words(rows, GLOBAL, STATS, "stats socket", "stats timeout", "stats maxconn", "stats bind-process");
        prefixes(rows, GLOBAL, TLS, "ssl-", "tune.ssl.");
        words(rows, GLOBAL, TUNING, "busy-polling", "noepoll", "nopoll", "noreuseport", "nogetaddrinfo", "quiet");
        words(rows, GLOBAL, TUNING, "thread-groups", "zero-warning", "server-state-base", "server-state-file");
        prefixes(rows, GLOBAL, TUNING, "tune.", "profiling.", "h1-", "h2-");
        words(rows, Keys.PROXIES, STATS, "stats");
        words(rows, Keys.PROXIES, ACCESS_LOG, "log-format", "log-format-sd", "error-log-format", "unique-id-format");
        words(rows, Keys.PROXIES, REMARK, "id");
        words(
                rows,
                Keys.PROXIES,
                HTTP,
                "errorfile",
                "errorfiles",
                "errorloc",
                "errorloc302",
                "errorloc303",
                "http-reuse");
        words(rows, Keys.PROXIES, "without minconn the limit of a server does not vary", "fullconn");
        words(
                rows,
                Keys.PROXIES,
                "the state of servers is found by checks at each start",
                "load-server-state-from-file");
        words(rows, Keys.PROXIES, SYSTEMD, "bind-process");
        grouped(rows, "timeout", HTTP, "http-request", "http-keep-alive", "tarpit");
        grouped(rows, "option", ACCESS_LOG, "dontlog-normal", "log-separate-errors", "logasap");
        grouped(rows, "option", "checks that change a server's count are always logged", "log-health-checks");
        grouped(rows, "option", "counters follow the traffic", "contstats", "socket-stats");
        grouped(rows, "option", TUNING, "tcp-smart-accept", "tcp-smart-connect");
        settings(rows, BIND, 1, REMARK, "name", "id");
        settings(rows, BIND, 1, TUNING, "nice", "process", "thread");
        settings(rows, BIND, 0, TUNING, "defer-accept", "tfo");
        settings(rows, SERVER, 1, REMARK, "id");
        settings(rows, SERVER, 0, TUNING, "tfo", "no-tfo");
        settings(rows, SERVER, 0, "there is none of it here", "no-ssl", "no-check-ssl", "no-agent-check");
        return List.copyOf(rows);
    }

    private static void words(List<Row> rows, Set<Section> in, String reason, String... names) {
        for (String name : names) {
            rows.add(new Row(name, "", in, false, 0, reason));
        }
    }

    private static void prefixes(List<Row> rows, Set<Section> in, String reason, String... names) {
        for (String name : names) {
            rows.add(new Row(name, "", in, true, 0, reason));
        }
    }

    private static void grouped(List<Row> rows, String group, String reason, String... names) {
        for (String name : names) {
            rows.add(new Row(name, group, Keys.PROXIES, false, 0, reason));
        }
    }

    private static void settings(List<Row> rows, Set<Section> in, int values, String reason, String... names) {
        for (String name : names) {
            rows.add(new Row(name, "", in, false, values, reason));
        }
    }

    /** Every row, in the order of the page. */
    static List<Row> rows() {
        return ROWS;
    }

    static Optional<Row> find(String word, Section section, String group) {
        return ROWS.stream()
                .filter(r -> r.group().equals(group) && r.in().contains(section) && r.is(word))
                .findFirst();
    }
}
