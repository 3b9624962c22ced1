package haproxyj.proxy.config;

import java.net.InetSocketAddress;

/**
 * One listening address of a frontend (HAProxy manual 5.1).
 *
 * @param address resolved when the configuration was read; port 0 asks the kernel for a free one
 * @param acceptProxy every connection starts with a PROXY protocol header
 * @param backlog length of the kernel's accept queue
 * @param v6only an IPv6 wildcard does not take IPv4
 * @param shards how connections get to the event loops
 */
public record BindConfig(InetSocketAddress address, boolean acceptProxy, int backlog, boolean v6only, Shards shards) {}
