package haproxyj.proxy.admin;

/**
 * One bundled broker as an operator sees it. Immutable.
 *
 * @param name section name
 * @param connections open now
 * @param channels open now
 * @param queues declared now
 * @param messagesReady waiting for a consumer, all queues together
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
        long published,
        long delivered,
        long acked,
        long protocolErrors) {}
