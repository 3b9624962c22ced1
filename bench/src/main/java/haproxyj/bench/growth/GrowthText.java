package haproxyj.bench.growth;

import java.util.List;

/** One set of sections in both configuration languages. Pure. */
final class GrowthText {
    private static final int PER_NET = 250;

    private GrowthText() {}

    /**
     * A section.
     *
     * @param name in the file
     * @param port where it listens on 127.0.0.1
     * @param balance algorithm
     * @param servers how many
     */
    record Section(String name, int port, String balance, int servers) {}

    /** The address of a server: all of them lead to the one that listens everywhere. */
    static String address(int server, int port) {
        return "127.1." + server / PER_NET + '.' + (server % PER_NET + 1) + ':' + port;
    }

    /** As haproxy-j reads it. */
    static String yaml(List<Section> sections, int maxconn, int threads, int origin) {
        StringBuilder out = new StringBuilder("global: {maxconn: " + maxconn + ", threads: " + threads + "}\n");
        out.append("defaults:\n  option: {tcplog: false}\n");
        out.append("  timeout: {connect: 10s, client: 1h, server: 1h}\nlisten:\n");
        for (Section section : sections) {
            out.append("  ")
                    .append(section.name())
                    .append(":\n    bind: 127.0.0.1:")
                    .append(section.port());
            out.append("\n    balance: ").append(section.balance()).append("\n    server:\n");
            for (int i = 0; i < section.servers(); i++) {
                out.append("      s")
                        .append(i)
                        .append(": ")
                        .append(address(i, origin))
                        .append('\n');
            }
        }
        return out.toString();
    }

    /** As HAProxy reads it. */
    static String cfg(List<Section> sections, int maxconn, int threads, int origin) {
        StringBuilder out = new StringBuilder("global\n  maxconn " + maxconn + "\n  nbthread " + threads + "\n");
        out.append("defaults\n  mode tcp\n  timeout connect 10s\n  timeout client 1h\n  timeout server 1h\n");
        for (Section section : sections) {
            out.append("listen ")
                    .append(section.name())
                    .append("\n  bind 127.0.0.1:")
                    .append(section.port());
            out.append("\n  balance ").append(section.balance()).append('\n');
            for (int i = 0; i < section.servers(); i++) {
                out.append("  server s")
                        .append(i)
                        .append(' ')
                        .append(address(i, origin))
                        .append('\n');
            }
        }
        return out.toString();
    }
}
