package haproxyj.broker.connection;

import haproxyj.broker.queue.Message;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * RabbitMQ's "Direct reply-to": consumers that receive answers without a queue, by an address nobody can guess. As there,
 * an answer that cannot be passed on at once is lost.
 *
 * <p>Threading: owned by the engine. Bounded: one address per channel.
 */
public final class DirectReplies {
    /** The queue name that stands for it. */
    static final String NAME = "amq.rabbitmq.reply-to";

    private static final String PREFIX = NAME + ".";

    /** Takes an answer, or declines it because its client is too slow. */
    interface Receiver {
        boolean take(Message message);
    }

    private final SecureRandom random;
    private final Map<String, Receiver> receivers = new HashMap<>();

    /** A directory without entries. */
    public DirectReplies(SecureRandom random) {
        this.random = random;
    }

    /** Adds a receiver and gives it an address: a routing key of the default exchange. */
    String register(Receiver receiver) {
        byte[] token = new byte[16];
        random.nextBytes(token);
        String address = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(token);
        receivers.put(address, receiver);
        return address;
    }

    void remove(String address) {
        receivers.remove(address);
    }

    /** Whether this is the address of a receiver that is there. */
    boolean known(String address) {
        return receivers.containsKey(address);
    }

    /** Whether a message is addressed to a receiver, present or not. */
    static boolean addressed(Message message) {
        return message.exchange().isEmpty() && message.routingKey().startsWith(PREFIX);
    }

    /** Passes a message on; false when nobody took it. */
    boolean deliver(Message message) {
        return Optional.ofNullable(receivers.get(message.routingKey()))
                .map(receiver -> receiver.take(message))
                .orElse(false);
    }
}
