package haproxyj.broker.queue;

import haproxyj.broker.AmqpException;
import haproxyj.broker.ReplyCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of queue.declare, checked and parsed once. Only what is honoured becomes a field; what is only accepted
 * is named in {@link #unhonoured()}.
 *
 * @param table as declared, for the equivalence check and for listings
 * @param messageTtl {@code x-message-ttl}, milliseconds; {@link Long#MAX_VALUE} for ever
 * @param expires {@code x-expires}, milliseconds without use after which the queue goes; {@link Long#MAX_VALUE} never
 * @param deadLetterExchange {@code x-dead-letter-exchange}
 * @param deadLetterRoutingKey {@code x-dead-letter-routing-key}; empty keeps a message's own keys
 * @param maxPriority {@code x-max-priority}, 0 without
 * @param maxLength {@code x-max-length}, messages; {@link Long#MAX_VALUE} without limit
 * @param maxLengthBytes {@code x-max-length-bytes}, octets of bodies; {@link Long#MAX_VALUE} without limit
 * @param rejectsPublish {@code x-overflow} is a reject policy; false drops the oldest
 * @param deadLettersRefused {@code x-overflow: reject-publish-dlx}
 * @param singleActiveConsumer {@code x-single-active-consumer}
 * @param unhonoured arguments that were accepted and have no effect, with what the user gets instead
 */
public record QueueArguments(
        Map<String, Object> table,
        long messageTtl,
        long expires,
        Optional<String> deadLetterExchange,
        Optional<String> deadLetterRoutingKey,
        int maxPriority,
        long maxLength,
        long maxLengthBytes,
        boolean rejectsPublish,
        boolean deadLettersRefused,
        boolean singleActiveConsumer,
        List<String> unhonoured) {

    /** Arguments that a re-declaration must repeat; others are ignored, as RabbitMQ does. */
    public static final List<String> KNOWN = List.of(
            "x-expires",
            "x-message-ttl",
            "x-dead-letter-exchange",
            "x-dead-letter-routing-key",
            "x-dead-letter-strategy",
            "x-max-length",
            "x-max-length-bytes",
            "x-max-priority",
            "x-overflow",
            "x-queue-type",
            "x-single-active-consumer");

    private static final long MAX_TIMER_MILLIS = 0xFFFFFFFFL;
    private static final long NONE_SET = Long.MAX_VALUE;

    /** No arguments at all. */
    public static final QueueArguments NONE = new QueueArguments(
            Map.of(),
            NONE_SET,
            NONE_SET,
            Optional.empty(),
            Optional.empty(),
            0,
            NONE_SET,
            NONE_SET,
            false,
            false,
            false,
            List.of());

    /**
     * Checks and parses.
     *
     * @param resource how error texts name the queue, e.g. "queue 'q' in vhost '/'"
     * @throws AmqpException 406 on a wrong type or range
     */
    public static QueueArguments parse(Map<String, Object> table, String resource) throws AmqpException {
        if (table.isEmpty()) {
            return NONE;
        }
        Checker check = new Checker(table, resource);
        long expires = check.range("x-expires", 1, MAX_TIMER_MILLIS);
        long messageTtl = check.range("x-message-ttl", 0, MAX_TIMER_MILLIS);
        long priorities = check.range("x-max-priority", 0, 255);
        Optional<String> exchange = check.text("x-dead-letter-exchange");
        Optional<String> routingKey = check.text("x-dead-letter-routing-key");
        check.oneOf("x-dead-letter-strategy", List.of("at-most-once", "at-least-once"), "invalid_dlx_strategy");
        check.oneOf("x-overflow", List.of("drop-head", "reject-publish", "reject-publish-dlx"), "invalid_overflow");
        check.oneOf("x-queue-type", List.of("classic", "quorum"), "unsupported_queue_type");
        if (table.containsKey("x-dead-letter-routing-key") && !table.containsKey("x-dead-letter-exchange")) {
            throw check.invalid("x-dead-letter-routing-key", "routing_key_but_no_dlx_defined");
        }
        Object overflow = table.getOrDefault("x-overflow", "drop-head");
        return new QueueArguments(
                Map.copyOf(table),
                messageTtl,
                expires,
                exchange,
                routingKey,
                priorities == NONE_SET ? 0 : (int) priorities,
                check.range("x-max-length", 0, Long.MAX_VALUE),
                check.range("x-max-length-bytes", 0, Long.MAX_VALUE),
                !overflow.equals("drop-head"),
                overflow.equals("reject-publish-dlx"),
                check.flag("x-single-active-consumer"),
                unhonouredIn(table));
    }

    /** Whether any length limit is set. */
    public boolean limited() {
        return maxLength != Long.MAX_VALUE || maxLengthBytes != Long.MAX_VALUE;
    }

    private static List<String> unhonouredIn(Map<String, Object> table) {
        List<String> names = new ArrayList<>();
        if ("at-least-once".equals(table.get("x-dead-letter-strategy"))) {
            names.add("x-dead-letter-strategy: at-least-once (dead lettering is not confirmed)");
        }
        if ("quorum".equals(table.get("x-queue-type"))) {
            names.add("x-queue-type: quorum (the queue is not replicated)");
        }
        return List.copyOf(names);
    }

    /** One look at one argument each, with RabbitMQ's error texts. */
    private record Checker(Map<String, Object> table, String resource) {

        AmqpException invalid(String key, String reason) {
            return new AmqpException(
                    ReplyCode.PRECONDITION_FAILED, "invalid arg '" + key + "' for " + resource + ": " + reason);
        }

        /** The number, or {@link Long#MAX_VALUE} when the argument is absent. */
        long range(String key, long least, long most) throws AmqpException {
            Object value = table.get(key);
            if (value == null) {
                return Long.MAX_VALUE;
            }
            if (!ArgumentValue.isInteger(value)) {
                throw invalid(key, "{unacceptable_type," + ArgumentValue.typeName(value) + "}");
            }
            long number = ((Number) value).longValue();
            if (number < least) {
                throw invalid(key, "{" + (number == 0 ? "value_zero" : "value_negative") + "," + number + "}");
            }
            if (number > most) {
                throw invalid(key, "{" + (most == 255 ? "max_value_exceeded" : "value_too_big") + "," + number + "}");
            }
            return number;
        }

        Optional<String> text(String key) throws AmqpException {
            Object value = table.get(key);
            if (value == null || value instanceof String) {
                return Optional.ofNullable((String) value);
            }
            throw invalid(key, "{unacceptable_type," + ArgumentValue.typeName(value) + "}");
        }

        void oneOf(String key, List<String> choices, String error) throws AmqpException {
            text(key);
            Object value = table.get(key);
            if (value instanceof String chosen && !choices.contains(chosen)) {
                throw invalid(key, error + " '" + chosen + "', known are " + String.join(", ", choices));
            }
        }

        boolean flag(String key) throws AmqpException {
            Object value = table.getOrDefault(key, false);
            if (value instanceof Boolean set) {
                return set;
            }
            throw invalid(key, "{unacceptable_type," + ArgumentValue.typeName(value) + "}");
        }
    }
}
