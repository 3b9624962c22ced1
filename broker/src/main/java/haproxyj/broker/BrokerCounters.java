package haproxyj.broker;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a broker has done since it started. Only ever grows.
 *
 * <p>Threading: any thread may count and read; a reader sees each number at least as old as its call.
 */
public final class BrokerCounters {
    /** What is counted. */
    public enum Kind {
        /** Sockets accepted and served. */
        CONNECTIONS_OPENED,
        /** channel.open taken. */
        CHANNELS_OPENED,
        /** Channels that have ended, with their connection or before. */
        CHANNELS_CLOSED,
        /** Served sockets that are closed. */
        CONNECTIONS_CLOSED,
        /** Sockets closed at once because of maxConnections. */
        CONNECTIONS_REFUSED,
        /** Peers whose first octets were not AMQP 0-9-1. */
        BAD_PROTOCOL_HEADERS,
        /** Handshakes not finished in time. */
        HANDSHAKE_TIMEOUTS,
        /** Logins refused. */
        LOGINS_REFUSED,
        /** Peers dropped because they fell silent. */
        HEARTBEATS_MISSED,
        /** basic.publish taken. */
        MESSAGES_PUBLISHED,
        /** basic.return sent. */
        MESSAGES_RETURNED,
        /** basic.deliver and basic.get-ok sent. */
        MESSAGES_DELIVERED,
        /** Deliveries acknowledged by clients. */
        MESSAGES_ACKED,
        /** Times the memory alarm was set. */
        MEMORY_ALARMS,
        /** Connections blocked because they published while the alarm was set. */
        CONNECTIONS_BLOCKED
    }

    private final Map<Kind, LongAdder> counts = adders(Kind.class);
    private final Map<ReplyCode, LongAdder> errors = adders(ReplyCode.class);

    /** All at zero. */
    public BrokerCounters() {}

    private static <K extends Enum<K>> Map<K, LongAdder> adders(Class<K> keys) {
        Map<K, LongAdder> adders = new EnumMap<>(keys);
        for (K key : keys.getEnumConstants()) {
            adders.put(key, new LongAdder());
        }
        return Collections.unmodifiableMap(adders);
    }

    /** Counts one. */
    public void count(Kind kind) {
        count(kind, 1);
    }

    /** Counts several. */
    @SuppressWarnings("NullAway") // every key is present
    public void count(Kind kind, long number) {
        counts.get(kind).add(number);
    }

    /** Counts a refusal sent as channel.close or connection.close. */
    @SuppressWarnings("NullAway") // every key is present
    public void protocolError(ReplyCode code) {
        errors.get(code).increment();
    }

    /** The number so far. */
    @SuppressWarnings("NullAway") // every key is present
    public long get(Kind kind) {
        return counts.get(kind).sum();
    }

    /** Refusals with this code so far. */
    @SuppressWarnings("NullAway") // every key is present
    public long protocolErrors(ReplyCode code) {
        return errors.get(code).sum();
    }

    /** Refusals of all codes so far. */
    public long protocolErrors() {
        return errors.values().stream().mapToLong(LongAdder::sum).sum();
    }
}
