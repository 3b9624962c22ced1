/**
 * Moving bytes both ways: back-pressure, half-close, counts (reference: HAProxy's stream interface).
 *
 * <p>Threading: a relay belongs to its session's event loop.
 *
 * <p>Read first: {@code ChannelTransport}; the port it implements is {@code session.Transport}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.proxy.relay;
