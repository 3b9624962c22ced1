/**
 * {@code bench/run soak}: random sessions over real sockets through haproxy-j, every octet checked at its place, and a look
 * afterwards at what the process still holds.
 *
 * <p>Threading: plans, patterns and comparisons are pure; one thread plays both clients and servers, without blocking.
 * Read first: {@link haproxyj.bench.soak.Plan}, then {@link haproxyj.bench.soak.Soak}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.bench.soak;
