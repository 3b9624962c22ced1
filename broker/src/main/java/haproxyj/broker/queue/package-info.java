/**
 * Queues: messages that wait, messages that are out with a consumer, and who gets the next one.
 *
 * <p>Threading: pure, owned by the broker's engine executor. Time, when a feature needs it, is a parameter.
 *
 * <p>Commands enter a {@link haproxyj.broker.queue.Queue} at six methods only (offer, take, ack, requeue, reject, purge),
 * so that a log can be put between a command and its effect.
 *
 * <p>A waiting message costs one {@link haproxyj.broker.queue.Entry} (32 octets with compressed pointers) and one slot of
 * an array (4 octets, at most doubled by growth) per queue; the message itself is shared by all queues that hold it.
 *
 * <p>Queue arguments that are accepted but not yet honoured: x-expires, x-message-ttl, x-dead-letter-exchange,
 * x-dead-letter-routing-key, x-dead-letter-strategy, x-max-priority, and the dead-lettering half of
 * {@code x-overflow: reject-publish-dlx}; quorum is accepted as a name for a durable queue. Declaring one of them yields
 * a warning ({@link haproxyj.broker.queue.QueueArguments#unhonoured()}).
 *
 * <p>Read first: {@link haproxyj.broker.queue.Queue}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.broker.queue;
