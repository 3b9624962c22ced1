/**
 * Exchanges: where a message goes. A file per type; routing is pure.
 *
 * <p>{@link haproxyj.broker.exchange.Topology} holds the exchanges of a virtual host and what is bound to what; a
 * {@link haproxyj.broker.exchange.Route} is one message's way through it.
 *
 * <p>Threading: owned by the broker's engine executor.
 *
 * <p>Read first: {@link haproxyj.broker.exchange.Exchange}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.broker.exchange;
