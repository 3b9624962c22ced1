package haproxyj.proxy.backend;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;

/**
 * Who asks for a server, and under which restriction.
 *
 * @param client source address, hashed by {@code balance source}
 * @param only when present, this server or nothing (a retry on the same server); it waits in the server's own queue
 * @param avoid servers not to pick while another one is usable (the one that just failed, under redispatch)
 * @param exclude servers never to pick (all that failed for this client, under fall-through)
 * @param includeBackups pick among backups too when no active server is left after {@code exclude} (fall-through)
 */
public record AssignRequest(
        InetSocketAddress client,
        Optional<ServerHandle> only,
        Set<ServerHandle> avoid,
        Set<ServerHandle> exclude,
        boolean includeBackups) {

    /** A first attempt. */
    public static AssignRequest first(InetSocketAddress client) {
        return new AssignRequest(client, Optional.empty(), Set.of(), Set.of(), false);
    }
}
