package haproxyj.broker.queue;

import haproxyj.broker.wire.BasicProperties;

/**
 * A published message. Shared by all queues that hold it; immutable.
 *
 * @param exchange where it was published, "" for the default exchange
 * @param routingKey the publisher's routing key
 * @param properties as they arrived
 * @param body as it arrived, exactly sized; not to be changed
 */
public record Message(String exchange, String routingKey, BasicProperties properties, byte[] body) {}
