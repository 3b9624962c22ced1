/**
 * Moving bytes both ways: back-pressure, half-close, counts (reference: HAProxy's stream interface).
 *
 * <p>Threading: a relay belongs to its session's event loop.
 *
 * <p>Read first: {@code Relay}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.proxy.relay;
