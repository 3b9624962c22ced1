/**
 * Queues: messages that wait, messages that are out with a consumer, and who gets the next one.
 *
 * <p>Threading: pure, owned by the broker's engine executor.
 *
 * <p>Read first: {@link haproxyj.broker.queue.Queue}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.broker.queue;
