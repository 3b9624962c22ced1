package haproxyj.proxy.config;

import java.util.List;

/**
 * A frontend, or the front half of a {@code listen} section.
 *
 * @param name section name
 * @param mode what is relayed
 * @param binds at least one
 * @param maxconn connections beyond this wait in the kernel's backlog
 * @param backend name of the backend that serves it ({@code default_backend})
 * @param timeouts {@code client}, {@code clientFin} and {@code tunnel} are used
 * @param keepalive of the client side
 * @param tcplog one access-log line per connection
 * @param dontlognull no line for a connection without data
 * @param splice what the client side says; {@link Splice#with} adds the server side
 */
public record FrontendConfig(
        String name,
        Mode mode,
        List<BindConfig> binds,
        int maxconn,
        String backend,
        Timeouts timeouts,
        Keepalive keepalive,
        boolean tcplog,
        boolean dontlognull,
        Splice splice) {}
