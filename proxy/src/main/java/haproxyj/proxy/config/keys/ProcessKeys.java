package haproxyj.proxy.config.keys;

import static haproxyj.proxy.config.keys.Keys.flag;
import static haproxyj.proxy.config.keys.Keys.shaped;
import static haproxyj.proxy.config.keys.Keys.time;
import static haproxyj.proxy.config.keys.Keys.whole;

import haproxyj.proxy.config.keys.Form.Shape;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Rows of the left margin and of {@code global} (HAProxy manual 3). */
final class ProcessKeys {

    private static final Set<Section> FILE = EnumSet.of(Section.FILE);
    private static final Set<Section> GLOBAL = EnumSet.of(Section.GLOBAL);
    private static final String NAMES = "a mapping of names to sections";

    private ProcessKeys() {}

    static List<Key> rows() {
        return List.of(
                shaped("global", Shape.KEYS, "a mapping of keys", "", FILE, "Settings of the whole process."),
                shaped("defaults", Shape.KEYS, "a mapping of keys", "", FILE, "What the proxy sections inherit."),
                shaped("frontend", Shape.NAMED, NAMES, "", FILE, "Client sides, by name."),
                shaped("backend", Shape.NAMED, NAMES, "", FILE, "Server sides, by name."),
                shaped("listen", Shape.NAMED, NAMES, "", FILE, "Frontend and backend in one, by name."),
                shaped("broker", Shape.NAMED, NAMES, "", FILE, "Embedded AMQP brokers, by node name."),
                shaped("vrrp_instance", Shape.LATER, NAMES, "", FILE, "Floating IP; not built yet."),
                shaped("vrrp_sync_group", Shape.LATER, NAMES, "", FILE, "Floating IP; not built yet."),
                whole("threads", 1, 1024, "", GLOBAL, "Event loops that move the traffic.")
                        .or("the number of processors"),
                whole("nbthread", 1, 1024, "", GLOBAL, "HAProxy's name for `threads`."),
                whole(
                        "maxconn",
                        1,
                        10_000_000,
                        "20000",
                        GLOBAL,
                        "Client connections of the whole process; beyond it listeners stop accepting and the kernel's backlog holds the rest. Lowered to what the limit of open files allows."),
                whole(
                        "spread-checks",
                        0,
                        50,
                        "0",
                        GLOBAL,
                        "Percent by which the interval of health checks varies at random, so that they do not run in step."),
                shaped(
                                "stats",
                                Shape.LISTEN_ADDRESS,
                                "an address such as 127.0.0.1:8404",
                                "",
                                GLOBAL,
                                "Address of the statistics HTTP server: a page, /metrics and /api. It has no password: keep it on a loopback address or an inner network.")
                        .or("no statistics server"),
                time(
                                "hard-stop-after",
                                "1ms",
                                "",
                                GLOBAL,
                                "Longest drain after SIGUSR1; connections that are left then are closed.")
                        .or("a drain waits for the last connection"),
                whole(
                                "maxpipes",
                                1,
                                10_000_000,
                                "",
                                GLOBAL,
                                "Most pipes for splicing that the process keeps open; connections that find none are copied.")
                        .or("a quarter of maxconn"),
                flag("nosplice", "false", GLOBAL, "Copy everything, whatever the options of the sections say."),
                whole(
                                "tune.pipesize",
                                0,
                                1 << 30,
                                "",
                                GLOBAL,
                                "Octets that a pipe for splicing holds; 0 leaves it to the kernel.")
                        .or("chosen by the program"));
    }
}
