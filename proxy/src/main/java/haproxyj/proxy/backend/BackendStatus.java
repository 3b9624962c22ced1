package haproxyj.proxy.backend;

import haproxyj.proxy.admin.Counters;
import java.util.List;

/**
 * One backend as an operator sees it (HAProxy management 9.1).
 *
 * @param name section name
 * @param up whether it has a server to use
 * @param active usable active servers
 * @param backup usable backups
 * @param onBackup new connections go to backups
 * @param lastChangeSeconds since it gained its first or lost its last server
 * @param downSeconds downtime in total
 * @param downs chkdown: how often it lost its last server
 * @param servers in file order
 * @param counters its numbers, which live on
 */
public record BackendStatus(
        String name,
        boolean up,
        int active,
        int backup,
        boolean onBackup,
        long lastChangeSeconds,
        long downSeconds,
        long downs,
        List<ServerStatus> servers,
        Counters counters) {}
