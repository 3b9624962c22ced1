/**
 * What an operator sees: counters, access log, HTTP statistics.
 *
 * <p>Threading: counters are written by event loops and read by anyone; the log has one writer thread; HTTP has a small pool.
 *
 * <p>Read first: {@code Counters}, {@code AccessLog}, {@code AdminServer}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.proxy.admin;
