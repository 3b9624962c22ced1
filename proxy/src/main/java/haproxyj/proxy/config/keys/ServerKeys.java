package haproxyj.proxy.config.keys;

import static haproxyj.proxy.config.keys.Keys.flag;
import static haproxyj.proxy.config.keys.Keys.shaped;
import static haproxyj.proxy.config.keys.Keys.text;
import static haproxyj.proxy.config.keys.Keys.time;
import static haproxyj.proxy.config.keys.Keys.whole;
import static haproxyj.proxy.config.keys.Keys.word;

import haproxyj.proxy.config.keys.Form.Shape;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Rows of {@code server} and {@code default-server} (HAProxy manual 5.2), of the steps of a check and of {@code amqp-check}. */
final class ServerKeys {

    private static final Set<Section> ONE = EnumSet.of(Section.SERVER);
    private static final Set<Section> BOTH = EnumSet.of(Section.SERVER, Section.DEFAULT_SERVER);
    private static final Set<Section> STEP = EnumSet.of(Section.STEP);
    private static final String HEX = "bytes in hexadecimal such as 414d5150";
    private static final String WANTS_TEXT = "a text";
    private static final long MANY = 10_000_000;

    private ServerKeys() {}

    static List<Key> rows() {
        return List.of(
                shaped(
                        "address",
                        Shape.SERVER_ADDRESS,
                        "HOST:PORT, [IPV6]:PORT or unix@/PATH",
                        "",
                        ONE,
                        "Where the server listens: `host:port`, `[v6]:port`, `unix@/path` or `/path`. Required."),
                flag("check", "false", BOTH, "Check the server's health. Without it the server counts as UP."),
                time("inter", "1ms", "2s", BOTH, "Wait between two checks while the server is fully UP."),
                time("fastinter", "1ms", "", BOTH, "The wait while the server is on its way up or down.")
                        .or("inter"),
                time("downinter", "1ms", "", BOTH, "The wait while the server is fully DOWN.")
                        .or("inter"),
                whole("rise", 1, 65535, "2", BOTH, "Successful checks in a row that bring a DOWN server up."),
                whole("fall", 1, 65535, "3", BOTH, "Failed checks in a row that bring an UP server down."),
                word(
                        "init-state",
                        List.of("fully-up", "up", "down", "fully-down"),
                        "up",
                        BOTH,
                        "State at start: `up` and `down` change with the first check, the fully ones after `fall` or `rise` checks."),
                text("addr", "a host, or host:port", "", ONE, "Send checks to this host instead.")
                        .or("address"),
                whole("port", 1, 65535, "", BOTH, "Send checks to this port instead.")
                        .or("the port of address"),
                whole(
                        "weight",
                        0,
                        256,
                        "1",
                        BOTH,
                        "Share of the connections relative to the others; 0 takes no new ones."),
                whole(
                        "maxconn",
                        0,
                        MANY,
                        "0",
                        BOTH,
                        "Concurrent connections; the rest waits in a queue. 0 is no limit."),
                whole("maxqueue", 0, MANY, "0", BOTH, "Connections that may wait for this server; 0 is no limit."),
                flag("backup", "false", BOTH, "Use the server only when no other is usable."),
                flag("disabled", "false", BOTH, "Start in maintenance: no traffic, no checks."),
                text(
                        "track",
                        "SERVER or BACKEND/SERVER",
                        "",
                        ONE,
                        "Take the state of another server instead of checking; excludes `check`."),
                word(
                        "observe",
                        List.of("none", "layer4"),
                        "none",
                        BOTH,
                        "`layer4`: failed connects of real traffic count as well. Needs `check`."),
                whole("error-limit", 1, 65535, "10", BOTH, "Failed connects in a row that `observe` waits for."),
                word(
                        "on-error",
                        List.of("fastinter", "fail-check", "sudden-death", "mark-down"),
                        "fail-check",
                        BOTH,
                        "What `observe` does then: check faster, count one failed check, let the next one be fatal, or mark DOWN at once."),
                word(
                        "on-marked-down",
                        List.of("none", "shutdown-sessions"),
                        "none",
                        BOTH,
                        "`shutdown-sessions`: cut the server's connections when it goes DOWN."),
                word(
                        "on-marked-up",
                        List.of("none", "shutdown-backup-sessions"),
                        "none",
                        BOTH,
                        "`shutdown-backup-sessions`: cut all connections on backups when this server comes UP."),
                flag(
                        "send-proxy",
                        "false",
                        BOTH,
                        "Begin each connection with a PROXY protocol header, version 1 (text)."),
                flag(
                        "send-proxy-v2",
                        "false",
                        BOTH,
                        "Begin each connection with a PROXY protocol header, version 2 (binary)."),
                flag("check-send-proxy", "", BOTH, "PROXY protocol header in health checks.")
                        .or("as send-proxy, unless addr or port send checks elsewhere"),
                text("send", WANTS_TEXT, "", STEP, "Send a text. Write `\"\\r\\n\"` in double quotes for a line end."),
                text("send-binary", HEX, "", STEP, "Send bytes, in hexadecimal."),
                text("expect", WANTS_TEXT, "", STEP, "Wait until the answer contains a text."),
                text("expect-binary", HEX, "", STEP, "Wait until the answer contains bytes, in hexadecimal."),
                text(
                        "rexpect",
                        "a regular expression",
                        "",
                        STEP,
                        "Wait until the answer matches a regular expression (Java's syntax, on ISO-8859-1)."),
                text("not-expect", WANTS_TEXT, "", STEP, "Fail as soon as the answer contains a text."),
                text("not-expect-binary", HEX, "", STEP, "Fail as soon as the answer contains bytes, in hexadecimal."),
                text(
                        "not-rexpect",
                        "a regular expression",
                        "",
                        STEP,
                        "Fail as soon as the answer matches a regular expression."),
                flag("negate", "false", STEP, "Turns `expect` into `not-expect`, and so on."),
                whole(
                        "min-recv",
                        -1,
                        65536,
                        "-1",
                        STEP,
                        "Octets that settle an expect step; -1 waits until it matches or the server closes."),
                text("comment", WANTS_TEXT, "", STEP, "Shown in the log when the step fails."),
                text(
                                "cluster_name",
                                "a name",
                                "",
                                EnumSet.of(Section.AMQP_CHECK),
                                "The check passes only if the broker announces this `cluster_name`.")
                        .or("any"));
    }
}
