package haproxyj.broker.queue;

import haproxyj.broker.AmqpException;
import haproxyj.broker.ReplyCode;
import haproxyj.broker.wire.BasicProperties;
import java.util.Optional;

/**
 * The property expiration: a message's time to live in milliseconds, as a text.
 *
 * <p>Threading: stateless.
 */
public final class Expiration {
    private static final long MOST = 0xFFFFFFFFL;

    private Expiration() {}

    /**
     * Checks the property when a message is published.
     *
     * @throws AmqpException 406 when it is no number, negative or too large
     */
    public static void check(BasicProperties properties) throws AmqpException {
        Optional<String> text = properties.expiration();
        if (text.isEmpty()) {
            return;
        }
        String reason = "";
        if (!text.get().matches("[+-]?[0-9]{1,18}")) {
            reason = text.get().matches("[+-]?[0-9].*") ? "leftover_string" : "no_integer";
        } else if (Long.parseLong(text.get()) < 0) {
            reason = "value_negative";
        } else if (Long.parseLong(text.get()) > MOST) {
            reason = "value_too_big";
        }
        if (!reason.isEmpty()) {
            throw new AmqpException(
                    ReplyCode.PRECONDITION_FAILED, "invalid expiration '" + text.get() + "': " + reason);
        }
    }

    /** A checked time to live in milliseconds, {@link Long#MAX_VALUE} for ever. */
    static long millis(BasicProperties properties) {
        return properties.expiration().map(Long::parseLong).orElse(Timers.NEVER);
    }
}
