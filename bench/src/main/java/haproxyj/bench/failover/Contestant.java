package haproxyj.bench.failover;

import haproxyj.bench.process.Ports;
import haproxyj.bench.process.Workspace;
import haproxyj.bench.proxy.HaproxyCfg;
import haproxyj.bench.proxy.HaproxyJ;
import haproxyj.bench.proxy.HaproxyPeer;
import haproxyj.bench.proxy.Proxy;
import haproxyj.bench.proxy.ProxySpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A proxy with its settings, in front of an active rb1 and a backup rb2 (the warren). */
enum Contestant {
    /** haproxy-j with the stated check settings; connects fall through to the backup by default. */
    HAPROXY_J("haproxy-j", false),
    /** haproxy-j with the settings of {@link #HAPROXY_BEST}. */
    HAPROXY_J_BEST("haproxy-j-best", true),
    /** HAProxy with the stated check settings. */
    HAPROXY_SAME("haproxy-same", false),
    /** HAProxy with the best settings it has for this: traffic is observed, one error marks down, fast checks, redispatch. */
    HAPROXY_BEST("haproxy-best", true);

    private static final Map<String, Integer> TIMEOUTS =
            Map.of("connect", 5_000, "client", 10_800_000, "server", 10_800_000);
    private final String label;
    private final boolean best;

    Contestant(String label, boolean best) {
        this.label = label;
        this.best = best;
    }

    String label() {
        return label;
    }

    boolean isHaproxyJ() {
        return this == HAPROXY_J || this == HAPROXY_J_BEST;
    }

    /** Interval of its checks, given the stated one. */
    int interMillis(int stated) {
        return best ? 500 : stated;
    }

    static Contestant named(String label) {
        for (Contestant contestant : values()) {
            if (contestant.label.equals(label)) {
                return contestant;
            }
        }
        throw new IllegalArgumentException("no contestant is called " + label
                + ", known are haproxy-j, haproxy-j-best, haproxy-same, haproxy-best");
    }

    /** The same section for every contestant, but for the check settings. */
    ProxySpec spec(int port, int inter, BrokerNode active, BrokerNode backup) {
        List<String> options = new ArrayList<>(List.of(HaproxyCfg.AMQP_CHECK));
        if (best) {
            options.add("redispatch");
        }
        ProxySpec.Server first = new ProxySpec.Server(active.name(), active.port(), keywords(inter, false));
        ProxySpec.Server second = new ProxySpec.Server(backup.name(), backup.port(), keywords(inter, true));
        return new ProxySpec(
                2, List.of(new ProxySpec.Listen("warren", port, TIMEOUTS, 3, options, List.of(first, second))));
    }

    private Map<String, String> keywords(int inter, boolean backup) {
        Map<String, String> keywords = new LinkedHashMap<>();
        keywords.put("check", "");
        keywords.put("inter", interMillis(inter) + "ms");
        if (best) {
            keywords.put("fastinter", "100ms");
            keywords.put("observe", "layer4");
            keywords.put("error-limit", "1");
            keywords.put("on-error", "mark-down");
        }
        keywords.put("rise", "2");
        keywords.put("fall", "3");
        keywords.put("on-marked-down", "shutdown-sessions");
        if (backup) {
            keywords.put("backup", "");
        }
        return keywords;
    }

    Proxy start(Workspace workspace, Ports ports, Path haproxyJ, ProxySpec spec)
            throws IOException, InterruptedException {
        return isHaproxyJ()
                ? HaproxyJ.start(workspace, haproxyJ, label, spec)
                : HaproxyPeer.start(workspace, ports, label, spec);
    }
}
