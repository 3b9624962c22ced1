package haproxyj.proxy.admin;

import java.util.Map;

/**
 * Bounds on what a client of the JDK's HTTP server may cost. The server takes them from system properties alone, once,
 * when it is first used; a value given on the command line is kept.
 *
 * <p>Without {@code maxReqTime} a few clients that never finish their request would hold all threads for ever; with it they hold
 * them for seconds.
 */
final class HttpServerLimits {

    /** Seconds, but for counts and octets. The two prefixes are the JDK's: older settings kept the first one. */
    private static final Map<String, String> LIMITS = Map.of(
            "sun.net.httpserver.maxReqTime", "3",
            "sun.net.httpserver.maxRspTime", "10",
            "sun.net.httpserver.idleInterval", "15",
            "sun.net.httpserver.maxIdleConnections", "32",
            "sun.net.httpserver.maxReqHeaders", "64",
            "sun.net.httpserver.maxReqHeaderSize", "16384",
            "jdk.httpserver.maxConnections", "128");

    private HttpServerLimits() {}

    /** Sets what is not set. Before the first server is made. */
    static void apply() {
        LIMITS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
