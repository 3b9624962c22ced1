package haproxyj.broker;

import haproxyj.broker.queue.ArgumentValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The check of a re-declaration against what exists (exchange.declare, queue.declare: 406 when not equivalent).
 *
 * @param resource how error texts name what exists
 */
record Equivalence(Resource resource) {

    /** Compares one property; both are shown in quotes. */
    void property(String name, Object current, Object received) throws AmqpException {
        if (!current.equals(received)) {
            throw inequivalent(name, "'" + received + "'", "'" + current + "'");
        }
    }

    /** Compares the arguments that matter; integer width does not, others are ignored. */
    void arguments(List<String> known, Map<String, Object> current, Map<String, Object> received) throws AmqpException {
        for (String key : known) {
            Object was = current.get(key);
            Object now = received.get(key);
            if (!Objects.equals(normal(key, was), normal(key, now))) {
                throw inequivalent(key, describe(now), describe(was));
            }
        }
    }

    private static @Nullable Object normal(String key, @Nullable Object value) {
        if (value == null) {
            return key.equals("x-queue-type") ? "classic" : null;
        }
        return ArgumentValue.normal(value);
    }

    private static String describe(@Nullable Object value) {
        return value == null ? "none" : "the value '" + value + "' of type '" + ArgumentValue.typeName(value) + "'";
    }

    private AmqpException inequivalent(String name, String received, String current) {
        return new AmqpException(
                ReplyCode.PRECONDITION_FAILED,
                "inequivalent arg '" + name + "' for " + resource + ": received " + received + " but current is "
                        + current);
    }
}
