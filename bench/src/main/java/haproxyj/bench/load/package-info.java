/**
 * Load generators for what wrk and iperf3 cannot do: a fixed rate without coordinated omission, and idle connections.
 *
 * <p>Threading: each runs on the caller's thread.
 * Read first: {@link haproxyj.bench.load.OpenLoop}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.bench.load;
