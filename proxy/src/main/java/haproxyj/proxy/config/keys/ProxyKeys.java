package haproxyj.proxy.config.keys;

import static haproxyj.proxy.config.keys.Keys.BACKS;
import static haproxyj.proxy.config.keys.Keys.FRONTS;
import static haproxyj.proxy.config.keys.Keys.PROXIES;
import static haproxyj.proxy.config.keys.Keys.flag;
import static haproxyj.proxy.config.keys.Keys.grouped;
import static haproxyj.proxy.config.keys.Keys.shaped;
import static haproxyj.proxy.config.keys.Keys.text;
import static haproxyj.proxy.config.keys.Keys.time;
import static haproxyj.proxy.config.keys.Keys.whole;
import static haproxyj.proxy.config.keys.Keys.word;

import haproxyj.proxy.config.keys.Form.Shape;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Rows of {@code defaults}, {@code frontend}, {@code backend} and {@code listen} (HAProxy manual 4.2), and of {@code bind} (5.1). */
final class ProxyKeys {

    private static final Set<Section> BIND = EnumSet.of(Section.BIND);
    private static final Set<Section> LISTENING = EnumSet.of(Section.FRONTEND, Section.LISTEN);
    private static final Set<Section> SERVING = EnumSet.of(Section.BACKEND, Section.LISTEN);

    private ProxyKeys() {}

    static List<Key> rows() {
        List<Key> rows = new ArrayList<>(List.of(
                word("mode", List.of("tcp"), "tcp", PROXIES, "What is relayed; `tcp` relays bytes."),
                shaped(
                        "bind",
                        Shape.BINDS,
                        "an address such as 0.0.0.0:5672, or a list of them",
                        "",
                        LISTENING,
                        "Where clients connect: `host:port`, `:port` or `\"*:port\"` (all IPv4 addresses), `\"[::1]:port\"`; one, a list, or a mapping. Required."),
                text(
                        "default_backend",
                        "the name of a backend",
                        "",
                        EnumSet.of(Section.DEFAULTS, Section.FRONTEND),
                        "The backend that serves. Required in a frontend."),
                shaped(
                        "server",
                        Shape.NAMED,
                        "a mapping of server names to servers",
                        "",
                        SERVING,
                        "The servers, by name. At least one is required."),
                shaped(
                        "default-server",
                        Shape.KEYS,
                        "a mapping of server keys",
                        "",
                        BACKS,
                        "What the servers inherit."),
                shaped(
                        "balance",
                        Shape.BALANCE,
                        "roundrobin, leastconn, source, first, random or random(DRAWS)",
                        "roundrobin",
                        BACKS,
                        "How a server is chosen: in turn by weight, fewest connections, hash of the client's address, first with a free slot, or least loaded of some drawn at random (2 unless said)."),
                whole(
                                "maxconn",
                                1,
                                10_000_000,
                                "",
                                FRONTS,
                                "Connections of the frontend; the rest waits in the kernel's backlog.")
                        .or("global maxconn"),
                shaped(
                        "timeout",
                        Shape.TIMEOUTS,
                        "a mapping such as {connect: 5s, client: 3h, server: 3h}",
                        "",
                        PROXIES,
                        "Time limits."),
                whole("retries", 0, 100, "3", BACKS, "Attempts to connect after the first one."),
                shaped(
                        "option",
                        Shape.OPTIONS,
                        "a list or a mapping of options",
                        "",
                        PROXIES,
                        "Switches, as a list `[redispatch, clitcpka]` or a mapping `{redispatch: 1, tcplog: false}`."),
                shaped(
                        "tcp-check",
                        Shape.STEPS,
                        "a list of steps such as [{send: PING}, {expect: PONG}]",
                        "",
                        BACKS,
                        "Steps of `option tcp-check`.")));
        keepalive(rows, "cli", FRONTS, "client");
        keepalive(rows, "srv", BACKS, "server");
        rows.addAll(
                List.of(
                        shaped(
                                "address",
                                Shape.LISTEN_ADDRESS,
                                "an address such as 0.0.0.0:5672",
                                "",
                                BIND,
                                "`host:port`. Required."),
                        flag(
                                "accept-proxy",
                                "false",
                                BIND,
                                "Every connection begins with a PROXY protocol header, which is read and removed."),
                        whole("backlog", 1, 65535, "", BIND, "Length of the kernel's accept queue.")
                                .or("the frontend's maxconn, within 1024 and 65535"),
                        flag("v6only", "false", BIND, "An IPv6 wildcard does not take IPv4 connections."),
                        word(
                                "shards",
                                List.of("1", "by-thread", "acceptor"),
                                "1",
                                BIND,
                                "How connections get to the event loops: `1`, one socket that all loops watch; `by-thread`, one socket per loop, among which the kernel chooses by hash; `acceptor`, one loop accepts and hands on to the least loaded one.")));
        timeouts(rows);
        options(rows);
        return List.copyOf(rows);
    }

    private static void keepalive(List<Key> rows, String side, Set<Section> in, String words) {
        String kernels = "the kernel's";
        rows.add(
                new Key(
                        side + "tcpka-idle",
                        "",
                        Keys.time(DurationText.Unit.S, "1s", Keys.LONGEST),
                        "",
                        kernels,
                        in,
                        "Silence on a " + words
                                + " connection before the first keepalive probe, in whole seconds; a bare number counts seconds."));
        rows.add(new Key(
                side + "tcpka-intvl",
                "",
                Keys.time(DurationText.Unit.S, "1s", Keys.LONGEST),
                "",
                kernels,
                in,
                "Wait between two keepalive probes on a " + words
                        + " connection, in whole seconds; a bare number counts seconds."));
        rows.add(whole(
                        side + "tcpka-cnt",
                        1,
                        127,
                        "",
                        in,
                        "Unanswered keepalive probes that end a " + words + " connection.")
                .or(kernels));
    }

    private static void timeouts(List<Key> rows) {
        String none = "no limit";
        rows.add(
                limit("connect", BACKS, "Connecting to a server, each attempt.").or(none));
        rows.add(limit(
                        "client",
                        FRONTS,
                        "Silence of the client. Keepalive probes carry no data and do not count; AMQP heartbeats do.")
                .or(none));
        rows.add(limit("server", BACKS, "Silence of the server; usually the same as `client`.")
                .or(none));
        rows.add(limit("client-fin", FRONTS, "Silence of the client once one direction is closed.")
                .or("client"));
        rows.add(limit("server-fin", BACKS, "Silence of the server once one direction is closed.")
                .or("server"));
        rows.add(limit("tunnel", PROXIES, "Replaces `client` and `server` while both directions are open.")
                .or("client and server"));
        rows.add(limit("queue", BACKS, "Wait for a free slot when all servers are at maxconn.")
                .or("connect"));
        rows.add(limit("check", BACKS, "Wait for the answer to a health check once connected.")
                .or("the whole check must fit in inter"));
    }

    private static Key limit(String name, Set<Section> in, String says) {
        return grouped("timeout", time(name, "0", "", in, says + " 0 is no limit."));
    }

    private static void options(List<Key> rows) {
        rows.add(option(
                "tcplog", "true", FRONTS, "One access-log line per connection. On by default, unlike in HAProxy."));
        rows.add(option(
                "dontlognull",
                "false",
                FRONTS,
                "No access-log line for a connection without data, such as a port probe."));
        rows.add(option("clitcpka", "false", FRONTS, "TCP keepalive towards clients."));
        rows.add(option("srvtcpka", "false", BACKS, "TCP keepalive towards servers."));
        rows.add(option("tcpka", "false", PROXIES, "TCP keepalive on both sides."));
        rows.add(
                grouped(
                        "option",
                        shaped(
                                "redispatch",
                                Shape.REDISPATCH,
                                "true, false, or a whole number from -100 to 100",
                                "false",
                                BACKS,
                                "Try another server after a failed connect: `true` or -1 on the last retry, 1 on every retry, N on every Nth.")));
        rows.add(
                grouped(
                        "option",
                        shaped(
                                "fall-through",
                                Shape.FALL_THROUGH,
                                "auto, true or false",
                                "auto",
                                BACKS,
                                "Whether a connection that a server refuses goes on to the next usable one, backups included: `auto` when the only usable active server refused, `true` always, `false` never (HAProxy's behaviour).")));
        rows.add(
                option(
                        "splice-auto",
                        "true",
                        PROXIES,
                        "Streams that fill buffers move within the kernel (splice). Off for a connection when its frontend or its backend says false. On by default, unlike in HAProxy."));
        rows.add(option(
                "splice-request",
                "false",
                PROXIES,
                "Splice from client to server from the first octet; either side may say so."));
        rows.add(option(
                "splice-response",
                "false",
                PROXIES,
                "Splice from server to client from the first octet; either side may say so."));
        rows.add(option(
                "allbackups",
                "false",
                BACKS,
                "When no active server is usable, use all backups instead of the first."));
        rows.add(option("tcp-check", "false", BACKS, "Health checks run the steps of `tcp-check`."));
        rows.add(
                grouped(
                        "option",
                        shaped(
                                "amqp-check",
                                Shape.AMQP_CHECK,
                                "true, false or {cluster_name: NAME}",
                                "false",
                                BACKS,
                                "Health checks send the AMQP protocol header and wait for connection.start. RabbitMQ logs each one as an unexpected close.")));
    }

    private static Key option(String name, String fallback, Set<Section> in, String says) {
        return grouped("option", flag(name, fallback, in, says));
    }
}
