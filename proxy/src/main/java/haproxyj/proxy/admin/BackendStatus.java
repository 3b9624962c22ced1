package haproxyj.proxy.admin;

import java.util.List;

/**
 * One backend as an operator sees it. Immutable.
 *
 * @param name section name
 * @param algorithm HAProxy's word for it: "roundrobin"
 * @param usableActive active servers that take new connections
 * @param usableBackup backup servers that take new connections
 * @param lastChangeSeconds since it gained its first server or lost its last one
 * @param downtimeSeconds without any server, in total
 * @param downTransitions how often it lost its last server
 * @param counters the traffic
 * @param servers in file order
 */
public record BackendStatus(
        String name,
        String algorithm,
        int usableActive,
        int usableBackup,
        long lastChangeSeconds,
        long downtimeSeconds,
        long downTransitions,
        CounterValues counters,
        List<ServerStatus> servers) {

    /** Copies the list. */
    public BackendStatus {
        servers = List.copyOf(servers);
    }

    /** Whether a new connection would find a server. */
    public boolean up() {
        return usableActive + usableBackup > 0;
    }
}
