package haproxyj.bench.proxy;

import java.util.ArrayList;
import java.util.List;

/** Writes a {@link ProxySpec} as the YAML file of haproxy-j. Pure. */
public final class ClusterYaml {
    private ClusterYaml() {}

    /** The text of the file. */
    public static String write(ProxySpec spec) {
        StringBuilder out = new StringBuilder();
        out.append("global:\n  threads: ").append(spec.threads());
        out.append("\n  maxconn: ").append(spec.maxconn()).append("\nlisten:\n");
        for (ProxySpec.Listen listen : spec.listens()) {
            section(out, listen, spec.accessLog());
        }
        return out.toString();
    }

    private static void section(StringBuilder out, ProxySpec.Listen listen, boolean accessLog) {
        out.append("  ").append(listen.name()).append(":\n");
        out.append("    bind: 127.0.0.1:").append(listen.port()).append("\n    mode: tcp\n");
        StringBuilder timeouts = new StringBuilder();
        listen.timeouts().forEach((name, millis) -> entry(timeouts, name, millis + "ms"));
        out.append("    timeout: {").append(timeouts).append("}\n");
        out.append("    retries: ").append(listen.retries()).append('\n');
        List<String> options = new ArrayList<>(listen.options());
        if (accessLog) {
            options.add(0, "tcplog");
        }
        out.append("    option: [").append(String.join(", ", options)).append("]\n    server:\n");
        for (ProxySpec.Server server : listen.servers()) {
            StringBuilder line = new StringBuilder("address: 127.0.0.1:").append(server.port());
            server.keywords().forEach((word, value) -> entry(line, word, value.isEmpty() ? "true" : value));
            out.append("      ")
                    .append(server.name())
                    .append(": {")
                    .append(line)
                    .append("}\n");
        }
    }

    private static void entry(StringBuilder out, String key, String value) {
        if (!out.isEmpty()) {
            out.append(", ");
        }
        out.append(key).append(": ").append(value);
    }
}
