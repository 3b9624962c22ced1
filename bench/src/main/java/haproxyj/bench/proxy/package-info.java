/**
 * The contestants: one description of a proxy ({@link haproxyj.bench.proxy.ProxySpec}), written as haproxy.cfg or as YAML,
 * a started process, and its access log.
 *
 * <p>Threading: specs, writers and {@link haproxyj.bench.proxy.TcplogLine} are pure; running proxies are thread-safe.
 * Read first: {@link haproxyj.bench.proxy.Proxy}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.bench.proxy;
