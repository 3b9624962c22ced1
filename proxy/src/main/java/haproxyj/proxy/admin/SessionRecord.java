package haproxyj.proxy.admin;

import java.net.InetSocketAddress;

/**
 * What is known of one connection at its end: the fields of HAProxy's {@code option tcplog} (manual 8.2.2).
 *
 * @param client as the PROXY header said, else the peer
 * @param acceptEpochMillis wall clock at accept
 * @param frontend name
 * @param backend name
 * @param server name, {@code <NOSRV>} when none was chosen
 * @param queueMillis Tw, the wait so far when the session ended in the queue; -1 when it ended before
 * @param connectMillis Tc; -1 when no connection was established
 * @param totalMillis Tt, accept to end
 * @param bytesRead octets from server to client
 * @param bytesUploaded octets from client to server
 * @param termination two letters
 * @param actconn connections of the process at the end, this one included
 * @param feconn of the frontend
 * @param beconn of the backend, this one no longer
 * @param srvConn of the server, this one no longer
 * @param retries number of connection retries
 * @param redispatched logged as '+' before retries
 * @param serverQueue requests ahead in the server's queue
 * @param backendQueue requests ahead in the backend's queue
 */
public record SessionRecord(
        InetSocketAddress client,
        long acceptEpochMillis,
        String frontend,
        String backend,
        String server,
        long queueMillis,
        long connectMillis,
        long totalMillis,
        long bytesRead,
        long bytesUploaded,
        String termination,
        int actconn,
        int feconn,
        int beconn,
        int srvConn,
        int retries,
        boolean redispatched,
        int serverQueue,
        int backendQueue) {}
