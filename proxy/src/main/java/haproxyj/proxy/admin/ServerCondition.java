package haproxyj.proxy.admin;

/** A server's state as HAProxy's exporter tells it: the values of the label {@code state} of {@code haproxy_server_status}. */
public enum ServerCondition {
    /** Checks say it is down. */
    DOWN,
    /** Takes new connections; also while it is on its way down ("UP 1/3"), and when it has no check. */
    UP,
    /** An administrator, or a tracked server, took it out. */
    MAINT,
    /** Keeps its connections and takes no new ones, by an administrator's order. */
    DRAIN,
    /** Keeps its connections and takes no new ones because its check says so. */
    NOLB
}
