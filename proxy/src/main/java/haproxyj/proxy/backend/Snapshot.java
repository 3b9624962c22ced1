package haproxyj.proxy.backend;

import haproxyj.proxy.balance.Balancer;
import haproxyj.proxy.config.BackendConfig;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who takes new connections, from one change of state to the next: the usable active servers; only when there are none, the
 * first usable backup in file order, or all of them with {@code allbackups} (HAProxy manual 5.2, keyword backup). Immutable.
 *
 * @param actives usable active servers, in file order
 * @param backups usable backups, in file order
 * @param serving the ones that take new connections
 * @param balancer picks among {@code serving}
 */
record Snapshot(List<Server> actives, List<Server> backups, List<Server> serving, Balancer balancer) {

    /** The snapshot for the state the servers are in now. */
    static Snapshot of(BackendConfig config, List<Server> servers, AtomicInteger cursor) {
        List<Server> actives = servers.stream().filter(usable(false)).toList();
        List<Server> backups = servers.stream().filter(usable(true)).toList();
        boolean onBackup = actives.isEmpty();
        boolean first = onBackup && !config.allBackups();
        List<Server> serving = first ? backups.stream().limit(1).toList() : onBackup ? backups : actives;
        List<Server> peers = servers.stream()
                .filter(s -> s.config().backup() == onBackup && s.weight() > 0)
                .toList();
        return new Snapshot(
                actives,
                backups,
                serving,
                Balancer.of(config.balance(), serving, first ? serving : peers, cursor, ThreadLocalRandom::current));
    }

    private static Predicate<Server> usable(boolean backup) {
        return server -> server.config().backup() == backup && server.usable();
    }

    /** New connections go to backups. */
    boolean onBackup() {
        return actives.isEmpty() && !backups.isEmpty();
    }

    /** Whether a request may be served by this server. */
    boolean serves(Server server, AssignRequest request) {
        if (request.exclude().contains(server)) {
            return false;
        }
        return serving.contains(server) || (request.includeBackups() && spill(request) && backups.contains(server));
    }

    /** Whether some server may serve the request, full or not. */
    boolean canServe(AssignRequest request) {
        Set<ServerHandle> exclude = request.exclude();
        return hasOther(serving, exclude) || (request.includeBackups() && hasOther(backups, exclude));
    }

    /**
     * Picks for a request: not an avoided server if another one can be had, never an excluded one, backups only when the
     * request allows them and nothing else is left. Null when all are full or excluded.
     */
    @Nullable
    Server pick(AssignRequest request, int clientHash) {
        Set<ServerHandle> exclude = request.exclude();
        Set<ServerHandle> avoid = request.avoid();
        int at = Balancer.NONE;
        if (!avoid.isEmpty()) {
            at = balancer.pick(clientHash, avoid.containsAll(exclude) ? avoid : union(avoid, exclude));
        }
        if (at == Balancer.NONE) {
            at = balancer.pick(clientHash, exclude);
        }
        if (at != Balancer.NONE) {
            return serving.get(at);
        }
        return request.includeBackups() && spill(request) ? firstOpen(backups, exclude) : null;
    }

    /** No active server is left for the request, so that its permission to use backups counts. */
    private boolean spill(AssignRequest request) {
        return !hasOther(actives, request.exclude());
    }

    private static boolean hasOther(List<Server> servers, Set<ServerHandle> exclude) {
        for (Server server : servers) {
            if (!exclude.contains(server)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Server firstOpen(List<Server> servers, Set<ServerHandle> exclude) {
        for (Server server : servers) {
            if (!server.full() && !exclude.contains(server)) {
                return server;
            }
        }
        return null;
    }

    private static Set<ServerHandle> union(Set<ServerHandle> one, Set<ServerHandle> other) {
        Set<ServerHandle> both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }
}
