package haproxyj.proxy.config.keys;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Words that people bring along from haproxy.cfg, and what to write here instead. Pure and immutable. */
public final class HaproxyWords {

    private static final String TLS = "TLS is not built yet; TLS connections are passed through as bytes";
    private static final String HTTP = "HTTP is not looked into, it passes as bytes; remove it";
    private static final String CHECK = "write the dialogue as tcp-check steps, with option tcp-check";
    private static final String RULES = "rules are not built yet; use the firewall";
    private static final String STICKY = "stick tables are not built; balance source keeps a client on its server";
    private static final String NAMES = "host names are resolved once, when the file is read; remove it";
    private static final String SYSTEMD = "let systemd or a container see to it";

    /** Word to advice. */
    private static final Map<String, String> ADVICE = advice();

    /** Other names of things that are here: HAProxy's older ones, and what one guesses. */
    private static final Map<String, String> RENAMED = Map.ofEntries(
            Map.entry("interval", "inter"),
            Map.entry("httplog", "tcplog"),
            Map.entry("maxconnections", "maxconn"),
            Map.entry("rr", "roundrobin"),
            Map.entry("static-rr", "roundrobin"),
            Map.entry("lc", "leastconn"),
            Map.entry("ip_hash", "source"));

    /** Timeouts as HAProxy called them long ago. */
    private static final Map<String, String> OLD_TIMEOUTS =
            Map.of("contimeout", "connect", "clitimeout", "client", "srvtimeout", "server");

    private HaproxyWords() {}

    private static Map<String, String> advice() {
        Map<String, String> all = new HashMap<>();
        all.put("daemon", "the process stays in the foreground; let systemd or a shell put it aside");
        all.put("log", "the log goes to stdout and stderr; remove it");
        all.put("user", "start the process as that user");
        all.put("group", "start the process as that group");
        all.put("nbproc", "there is one process; use nbthread");
        all.put("use_backend", "choosing a backend by a rule is not built; use default_backend");
        all.put("slowstart", "slow start is not built yet; remove it");
        all.put("minconn", "the limit of a server does not vary; use maxconn");
        all.put("fullconn", "the limit of a server does not vary; use maxconn");
        all.put("enabled", "a server is enabled unless it is disabled; remove it");
        all.put("log-health-checks", "checks that change a server's count are always logged; remove it");
        all.put("agent-check", "agent checks are not built yet; remove it");
        all.put("hash-type", "balance source is map-based; remove it");
        all.put("source", "the kernel chooses the local address; remove it");
        topic(all, SYSTEMD, "chroot", "pidfile", "ulimit-n", "cpu-map", "master-worker");
        topic(all, RULES, "acl", "tcp-request", "tcp-response", "rate-limit");
        topic(all, STICKY, "stick-table", "stick", "cookie", "peers", "persist");
        topic(
                all,
                TLS,
                "ssl",
                "crt",
                "crt-list",
                "ca-file",
                "verify",
                "sni",
                "alpn",
                "check-ssl",
                "ca-base",
                "crt-base");
        topic(all, HTTP, "http-request", "http-response", "http-keep-alive", "tarpit", "redirect", "errorfile");
        topic(all, HTTP, "forwardfor", "http-server-close", "httpclose", "compression", "monitor-uri", "capture");
        topic(all, CHECK, "httpchk", "http-check", "mysql-check", "pgsql-check", "redis-check", "smtpchk");
        topic(all, CHECK, "ldap-check", "ssl-hello-chk", "external-check");
        topic(all, NAMES, "resolvers", "resolve-prefer", "init-addr");
        return Map.copyOf(all);
    }

    private static void topic(Map<String, String> all, String advice, String... words) {
        for (String word : words) {
            all.put(word, advice);
        }
    }

    /**
     * What to do about a key that HAProxy has and this program has not.
     *
     * @param yaml whether the file is in this program's notation, not HAProxy's
     */
    public static Optional<String> about(String key, boolean yaml) {
        if (OLD_TIMEOUTS.containsKey(key)) {
            String now = OLD_TIMEOUTS.get(key);
            return Optional.of(
                    "\"" + key + "\" is HAProxy's old name; write timeout" + (yaml ? ": {" + now + ": …}" : " " + now));
        }
        if (key.startsWith("stats ")) {
            return Optional.of("\"" + key
                    + "\" is haproxy.cfg's; here global has stats: HOST:PORT for page, metrics and JSON over HTTP");
        }
        String word = key.strip().split("\\s+", 2)[0];
        return Optional.ofNullable(ADVICE.get(word))
                .map(a -> "haproxy.cfg's \"" + word + "\" has no counterpart: " + a);
    }

    /** The word here for another name of the same thing. */
    public static Optional<String> renamed(String word) {
        return Optional.ofNullable(RENAMED.get(word));
    }
}
