package haproxyj.proxy.config;

import haproxyj.health.CheckPolicy;
import java.net.SocketAddress;
import java.util.Optional;

/**
 * One server of a backend (HAProxy manual 5.2).
 *
 * @param name unique in its backend
 * @param address {@link java.net.InetSocketAddress}, or {@link java.net.UnixDomainSocketAddress}
 * @param weight 0 to 256; 0 takes no new connections
 * @param maxconn concurrent connections; 0 is no limit
 * @param maxqueue length of this server's own queue; 0 is no limit
 * @param backup used only when no active server is usable
 * @param disabled starts in maintenance
 * @param check policy, when {@code check} is set
 * @param checkAddress where checks go; equals {@code address} unless {@code addr} or {@code port} say otherwise
 * @param track {@code backend/server} or {@code server} whose state this one follows
 * @param sendProxy PROXY protocol towards the server
 * @param checkSendProxy PROXY protocol in health checks ({@code check-send-proxy}, implied by sendProxy unless the check goes elsewhere)
 * @param onMarkedDownShutdownSessions {@code on-marked-down shutdown-sessions}
 * @param onMarkedUpShutdownBackupSessions {@code on-marked-up shutdown-backup-sessions}
 */
public record ServerConfig(
        String name,
        SocketAddress address,
        int weight,
        int maxconn,
        int maxqueue,
        boolean backup,
        boolean disabled,
        Optional<CheckPolicy> check,
        SocketAddress checkAddress,
        Optional<String> track,
        SendProxy sendProxy,
        boolean checkSendProxy,
        boolean onMarkedDownShutdownSessions,
        boolean onMarkedUpShutdownBackupSessions) {

    /** {@code send-proxy} and {@code send-proxy-v2}. */
    public enum SendProxy {
        /** No header. */
        NONE,
        /** Version 1, text. */
        V1,
        /** Version 2, binary. */
        V2
    }
}
