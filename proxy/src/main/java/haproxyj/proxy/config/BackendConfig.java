package haproxyj.proxy.config;

import java.util.List;

/**
 * A backend, or the back half of a {@code listen} section.
 *
 * @param name section name
 * @param mode what is relayed
 * @param balance algorithm
 * @param servers in file order, at least one
 * @param retries attempts after the first one
 * @param redispatch {@code option redispatch}: 0 off; -1 on the last retry; N on every Nth
 * @param fallThrough {@code option fall-through}
 * @param allBackups {@code option allbackups}: use all backups at once
 * @param timeouts {@code connect}, {@code server}, {@code serverFin}, {@code tunnel}, {@code queue}, {@code check}
 * @param keepalive of the server side
 * @param check what a health check of a server asks
 * @param splice what the server side says; {@link Splice#with} adds the client side
 */
public record BackendConfig(
        String name,
        Mode mode,
        Balance balance,
        List<ServerConfig> servers,
        int retries,
        int redispatch,
        FallThrough fallThrough,
        boolean allBackups,
        Timeouts timeouts,
        Keepalive keepalive,
        CheckKind check,
        Splice splice) {}
