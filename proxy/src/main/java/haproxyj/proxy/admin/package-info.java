/**
 * What an operator sees: counters, access log, HTTP statistics.
 *
 * <p>Threading: counters are written by event loops and read by anyone; the log has one writer thread; HTTP has a small pool.
 *
 * <p>Read first: {@link haproxyj.proxy.admin.StatusSnapshot}, then {@code AccessLog}, {@code Exposition}, {@code AdminServer}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.proxy.admin;
