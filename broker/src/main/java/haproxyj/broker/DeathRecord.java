package haproxyj.broker;

import haproxyj.broker.queue.DeadLetter;
import haproxyj.broker.queue.Message;
import haproxyj.broker.wire.BasicProperties;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a dead-lettered message tells of its deaths: headers {@code x-death} and {@code x-first-death-…}, compressed by
 * queue and reason (RabbitMQ, "Dead letter exchanges"; the rules of 3.10).
 *
 * <p>Threading: stateless.
 */
final class DeathRecord {
    private static final String DEATHS = "x-death";

    private DeathRecord() {}

    /** The message as it goes on to the dead letter exchange. */
    static Message next(DeadLetter dead, String exchange, long epochSeconds) {
        Message old = dead.message();
        Map<String, Object> headers = new LinkedHashMap<>(old.properties().headers());
        addDeath(headers, dead, epochSeconds);
        String key = old.routingKey();
        if (dead.queue().arguments().deadLetterRoutingKey().isPresent()) {
            key = dead.queue().arguments().deadLetterRoutingKey().get();
            headers.remove("CC");
        }
        headers.remove("BCC");
        BasicProperties properties = old.properties().withoutExpiration().withHeaders(headers);
        return new Message(exchange, key, properties, old.body());
    }

    private static void addDeath(Map<String, Object> headers, DeadLetter dead, long epochSeconds) {
        String queue = dead.queue().name();
        String reason = dead.reason().text();
        Map<List<Object>, Map<String, Object>> grouped = new LinkedHashMap<>();
        deaths(headers).forEach(death -> merge(grouped, death));
        Map<String, Object> known = grouped.remove(List.of(queue, reason));
        List<Object> deaths = new ArrayList<>();
        deaths.add(known == null ? describe(dead, epochSeconds) : times(known, count(known) + 1));
        deaths.addAll(grouped.values());
        if (!headers.containsKey(DEATHS)) {
            headers.put("x-first-death-reason", reason);
            headers.put("x-first-death-queue", queue);
            headers.put("x-first-death-exchange", dead.message().exchange());
        }
        headers.put(DEATHS, deaths);
    }

    /** Entries of the same queue and reason, as old brokers wrote them, become one. */
    private static void merge(Map<List<Object>, Map<String, Object>> grouped, Object death) {
        if (death instanceof Map<?, ?> fields) {
            Map<String, Object> table = new LinkedHashMap<>();
            fields.forEach((key, value) -> table.put((String) key, value));
            grouped.merge(
                    List.of(table.getOrDefault("queue", ""), table.getOrDefault("reason", "")),
                    times(table, count(table)),
                    (first, again) -> times(first, count(first) + count(again)));
        }
    }

    private static long count(Map<String, Object> death) {
        return death.get("count") instanceof Number number ? number.longValue() : 1;
    }

    private static Map<String, Object> times(Map<String, Object> death, long count) {
        death.put("count", count);
        return death;
    }

    private static Map<String, Object> describe(DeadLetter dead, long epochSeconds) {
        Message message = dead.message();
        List<Object> keys = new ArrayList<>();
        keys.add(message.routingKey());
        if (message.properties().headers().get("CC") instanceof List<?> more) {
            keys.addAll(more);
        }
        Map<String, Object> death = new LinkedHashMap<>();
        death.put("count", 1L);
        death.put("reason", dead.reason().text());
        death.put("queue", dead.queue().name());
        death.put("time", Instant.ofEpochSecond(epochSeconds));
        death.put("exchange", message.exchange());
        death.put("routing-keys", keys);
        message.properties().expiration().ifPresent(millis -> death.put("original-expiration", millis));
        return death;
    }

    private static List<?> deaths(Map<String, Object> headers) {
        return headers.get(DEATHS) instanceof List<?> list ? list : List.of();
    }

    /**
     * Whether a message that goes to this queue would go round in a circle on its own: it died there before, and was
     * not rejected by a consumer since.
     */
    static boolean cycle(Message message, String queue) {
        for (Object death : deaths(message.properties().headers())) {
            if (death instanceof Map<?, ?> table) {
                if ("rejected".equals(table.get("reason"))) {
                    return false;
                }
                if (queue.equals(table.get("queue"))) {
                    return true;
                }
            }
        }
        return false;
    }
}
