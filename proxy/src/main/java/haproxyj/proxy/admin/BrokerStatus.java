package haproxyj.proxy.admin;

/**
 * One bundled broker as an operator sees it. Immutable.
 *
 * @param name section name
 * @param connections open now
 * @param channels open now
 * @param queues declared now
 * @param messagesReady waiting for a consumer, all queues together
 * @param unacknowledged messages out with a consumer, all queues together
 * @param memory octets that messages take
 * @param alarm whether the memory alarm is set and publishers are blocked
 * @param published messages taken from publishers since start
 * @param delivered messages given to consumers since start, basic.get and redeliveries included
 * @param acked messages acknowledged since start
 * @param protocolErrors connections and channels closed by an exception since start
 */
public record BrokerStatus(
        String name,
        long connections,
        long channels,
        long queues,
        long messagesReady,
        long unacknowledged,
        long memory,
        boolean alarm,
        long published,
        long delivered,
        long acked,
        long protocolErrors) {}
