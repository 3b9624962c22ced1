package haproxyj.proxy.config;

/**
 * {@code balance} of a backend.
 *
 * @param algorithm which one
 * @param draws for random: how many servers are drawn, of which the least loaded wins
 */
public record Balance(Algorithm algorithm, int draws) {

    /** HAProxy's names (manual 4.2, balance). */
    public enum Algorithm {
        /** Smooth weighted round robin. */
        ROUNDROBIN,
        /** Fewest connections, queued ones included, by weight. */
        LEASTCONN,
        /** Hash of the client's address. */
        SOURCE,
        /** First server with a free slot, in file order. */
        FIRST,
        /** Draw some by weight, take the least loaded. */
        RANDOM
    }
}
