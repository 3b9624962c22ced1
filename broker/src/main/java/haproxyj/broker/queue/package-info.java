/**
 * Queues: messages that wait, messages that are out with a consumer, and who gets the next one.
 *
 * <p>Threading: pure, owned by the broker's engine executor. Time comes from {@link haproxyj.broker.queue.Timers}, which
 * the engine moves on once a round.
 *
 * <p>Commands enter a {@link haproxyj.broker.queue.Queue} at six methods only (offer, take, ack, requeue, reject, purge),
 * so that a log can be put between a command and its effect. What dies in a queue leaves it as a
 * {@link haproxyj.broker.queue.DeadLetter}, which the virtual host publishes at the end of the batch.
 *
 * <p>A waiting message costs one {@link haproxyj.broker.queue.Entry} (48 octets with compressed pointers) and one slot of
 * an array (4 octets, at most doubled by growth) per queue; the message itself is shared by all queues that hold it.
 * {@link haproxyj.broker.queue.MessageMemory} keeps count for the memory alarm.
 *
 * <p>Accepted but not honoured: x-dead-letter-strategy at-least-once; quorum is a name for a durable queue. Declaring one
 * of them yields a warning ({@link haproxyj.broker.queue.QueueArguments#unhonoured()}).
 *
 * <p>Read first: {@link haproxyj.broker.queue.Queue}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.broker.queue;
