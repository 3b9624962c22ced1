package haproxyj.bench.proxy;

/** Writes a {@link ProxySpec} as haproxy.cfg for HAProxy 2.6. Pure. */
public final class HaproxyCfg {
    /**
     * The word for an AMQP check in a spec's options. HAProxy has no such check, so it gets one made by hand: the protocol
     * header goes out, a method frame on channel 0 must come back.
     */
    public static final String AMQP_CHECK = "amqp-check";

    /** Without a number HAProxy sets two descriptors aside for every second connection, more than a usual limit allows. */
    private static final int PIPES = 256;

    private HaproxyCfg() {}

    /** The text of the file; log lines go to a UDP syslog socket on 127.0.0.1. */
    public static String write(ProxySpec spec, int syslogPort) {
        StringBuilder out = new StringBuilder("global\n");
        if (spec.accessLog()) {
            out.append("  log 127.0.0.1:").append(syslogPort).append(" local0\n");
        }
        out.append("  maxconn ").append(spec.maxconn());
        out.append("\n  nbthread ").append(spec.threads()).append('\n');
        if (spec.listens().stream().anyMatch(listen -> listen.options().stream().anyMatch(HaproxyCfg::splices))) {
            out.append("  maxpipes ").append(PIPES).append('\n');
        }
        out.append("defaults\n  mode tcp\n");
        if (spec.accessLog()) {
            out.append("  log global\n  option tcplog\n");
        }
        spec.listens().forEach(listen -> section(out, listen));
        return out.toString();
    }

    private static boolean splices(String option) {
        return option.startsWith("splice-");
    }

    private static void section(StringBuilder out, ProxySpec.Listen listen) {
        out.append("listen ").append(listen.name()).append('\n');
        out.append("  bind 127.0.0.1:").append(listen.port()).append('\n');
        listen.timeouts()
                .forEach((name, millis) -> out.append("  timeout ")
                        .append(name)
                        .append(' ')
                        .append(millis)
                        .append("ms\n"));
        out.append("  retries ").append(listen.retries()).append('\n');
        for (String option : listen.options()) {
            if (option.equals(AMQP_CHECK)) {
                out.append("  option tcp-check\n  tcp-check connect\n");
                out.append("  tcp-check send-binary 414d515000000901\n  tcp-check expect rbinary ^010000\n");
            } else {
                out.append("  option ").append(option).append('\n');
            }
        }
        for (ProxySpec.Server server : listen.servers()) {
            out.append("  server ").append(server.name()).append(" 127.0.0.1:").append(server.port());
            server.keywords().forEach((word, value) -> {
                out.append(' ').append(word);
                if (!value.isEmpty()) {
                    out.append(' ').append(value);
                }
            });
            out.append('\n');
        }
    }
}
