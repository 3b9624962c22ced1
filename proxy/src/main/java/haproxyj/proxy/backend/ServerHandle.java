package haproxyj.proxy.backend;

import haproxyj.proxy.admin.Counters;
import haproxyj.proxy.config.ServerConfig;

/** A server as sessions see it. Identity is the key; any thread. */
public interface ServerHandle {

    /** Its settings. */
    ServerConfig config();

    /** Whether new connections may go there now (UP, not in maintenance or drain, weight above 0). */
    boolean usable();

    /** Its numbers. */
    Counters counters();
}
