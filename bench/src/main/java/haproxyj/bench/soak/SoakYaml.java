package haproxyj.bench.soak;

import java.util.Map;

/** The proxy's file for a soak: one section for each {@link Section}. Pure. */
final class SoakYaml {
    /** Idle timeout of {@link Section#TIMED}; half of the pause that must end it. */
    private static final int IDLE_MILLIS = PlanDraw.STALL_MILLIS / 2;

    private SoakYaml() {}

    /**
     * The text.
     *
     * @param stats port of the statistics server
     * @param ports where each section listens
     * @param splice auto, always or off; anything else leaves the proxy its default
     */
    static String write(int stats, Map<Section, Integer> ports, Servers servers, String splice) {
        StringBuilder out = new StringBuilder("global:\n  maxconn: 4000\n  stats: 127.0.0.1:" + stats + "\n");
        out.append("defaults:\n  retries: 0\n  option: {")
                .append(splice(splice))
                .append("}\n");
        out.append("  timeout: {connect: 20s, client: 120s, server: 120s, queue: 120s}\nlisten:\n");
        ports.forEach((section, port) -> {
            out.append("  ").append(section.title()).append(":\n    bind: {address: 127.0.0.1:" + port);
            out.append(section.fromClient() == Section.Header.NONE ? "}\n" : ", accept-proxy: true}\n");
            out.append(special(section));
            out.append("    server:\n");
            int server = servers.port(section);
            if (section == Section.FALLING) {
                out.append("      gone: {address: 127.0.0.1:")
                        .append(servers.refusingPort())
                        .append("}\n");
            }
            out.append("      one: {address: 127.0.0.1:")
                    .append(server)
                    .append(keywords(section))
                    .append("}\n");
        });
        return out.toString();
    }

    private static String splice(String splice) {
        return switch (splice) {
            case "auto" -> "splice-auto: true";
            case "always" -> "splice-request: true, splice-response: true";
            case "off" -> "splice-auto: false, splice-request: false, splice-response: false";
            default -> "";
        };
    }

    private static String special(Section section) {
        return switch (section) {
            case TIMED -> "    timeout: {client: " + IDLE_MILLIS + "ms, server: " + IDLE_MILLIS + "ms}\n";
            case DROPPING -> "    timeout: {connect: 1s}\n";
            default -> "";
        };
    }

    private static String keywords(Section section) {
        return switch (section) {
            case QUEUED -> ", maxconn: 10";
            case FALLING -> ", backup: true";
            case TO_PROXY_V1 -> ", send-proxy: true";
            case THROUGH_PROXY_V2 -> ", send-proxy-v2: true";
            default -> "";
        };
    }
}
