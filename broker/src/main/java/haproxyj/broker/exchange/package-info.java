/**
 * Exchanges: where a message goes. A file per type; routing is pure.
 *
 * <p>Threading: owned by the broker's engine executor.
 *
 * <p>Read first: {@code Exchange}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.broker.exchange;
