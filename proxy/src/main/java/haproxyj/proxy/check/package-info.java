/**
 * Probes that need a protocol of the house: the AMQP health check.
 *
 * <p>Threading: a probe runs on the event loop it was given.
 *
 * <p>Read first: {@code AmqpProbe}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.proxy.check;
