/**
 * Balancing algorithms: each picks one server over an immutable list of candidates (HAProxy manual 4.2, balance).
 *
 * <p>Threading: thread-safe; called from every event loop; no locks but a short one in {@code leastconn}.
 *
 * <p>Read first: {@link haproxyj.proxy.balance.Balancer}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.proxy.balance;
