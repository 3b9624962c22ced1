/**
 * Connections and channels: the protocol's state machines between the wire and a virtual host.
 *
 * <p>Threading: {@code AmqpConnection}'s frame side belongs to its event loop, {@code AmqpChannel} to the engine; they
 * exchange batches, never objects in use.
 *
 * <p>Read first: {@code AmqpConnection}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.broker.connection;
