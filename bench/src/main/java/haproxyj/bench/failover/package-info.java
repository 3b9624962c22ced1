/**
 * Fail-over under load: two brokers, a proxy, a publishing client and a prober; a kill, a freeze, and what they cost.
 *
 * <p>Threading: the command's main thread conducts a round; {@link haproxyj.bench.failover.Publisher} and
 * {@link haproxyj.bench.failover.Prober} have one thread each and publish what they saw through thread-safe methods.
 * Read first: {@link haproxyj.bench.failover.Round}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.bench.failover;
