/**
 * The bundled AMQP 0-9-1 broker.
 *
 * <p>Threading: {@link haproxyj.broker.VirtualHost} and everything below it (exchanges, bindings, queues) is pure and
 * belongs to ONE engine executor per broker. Connections decode frames on their event loop and hand them over in one
 * task per loop and tick; channels answer on the engine; bytes go back in one flush per batch.
 *
 * <p>Read first: {@link haproxyj.broker.Broker}, then {@link haproxyj.broker.VirtualHost}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.broker;
