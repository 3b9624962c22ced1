package haproxyj.broker.queue;

import java.util.Locale;

/**
 * A message that left a queue with a dead letter exchange other than by being acknowledged.
 *
 * @param queue which it left
 * @param message as it was in the queue
 * @param reason why it left
 */
public record DeadLetter(Queue queue, Message message, Reason reason) {

    /** Why a message is dead (RabbitMQ, "Dead letter exchanges"). */
    public enum Reason {
        /** basic.reject or basic.nack without requeue. */
        REJECTED,
        /** Its time to live was over. */
        EXPIRED,
        /** A length limit of the queue. */
        MAXLEN;

        /** As in header x-death. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
