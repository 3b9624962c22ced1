package haproxyj.broker.connection;

import haproxyj.broker.BrokerConfig;
import haproxyj.broker.BrokerCounters;
import haproxyj.broker.VirtualHost;
import haproxyj.broker.queue.MessageMemory;
import java.util.Map;

/**
 * What all connections of one broker share.
 *
 * @param config its configuration
 * @param engine the thread that owns the virtual hosts
 * @param hosts virtual hosts by name; the map is immutable, its values belong to the engine
 * @param counters any thread may count
 * @param log any thread may write
 * @param replies belongs to the engine
 * @param alarm says when publishers are blocked
 * @param memory what messages take; belongs to the engine
 * @param serverProperties announced in connection.start
 */
public record BrokerContext(
        BrokerConfig config,
        Engine engine,
        Map<String, VirtualHost> hosts,
        BrokerCounters counters,
        EventLog log,
        DirectReplies replies,
        MemoryAlarm alarm,
        MessageMemory memory,
        Map<String, Object> serverProperties) {}
