package haproxyj.broker.queue;

import haproxyj.broker.wire.BasicProperties;

/**
 * A published message, shared by all queues that hold it. What was published never changes.
 *
 * <p>Threading: the number of holders belongs to the engine; everything else is immutable.
 */
public final class Message {
    private final String exchange;
    private final String routingKey;
    private final BasicProperties properties;
    private final byte[] body;
    /** Entries that hold it; kept by {@link MessageMemory}. */
    int holders;

    /**
     * A message.
     *
     * @param exchange where it was published, "" for the default exchange
     * @param routingKey the publisher's routing key
     * @param properties as they arrived
     * @param body as it arrived, exactly sized; not to be changed
     */
    public Message(String exchange, String routingKey, BasicProperties properties, byte[] body) {
        this.exchange = exchange;
        this.routingKey = routingKey;
        this.properties = properties;
        this.body = body;
    }

    /** Where it was published, "" for the default exchange. */
    public String exchange() {
        return exchange;
    }

    /** The publisher's routing key. */
    public String routingKey() {
        return routingKey;
    }

    /** Its properties. */
    public BasicProperties properties() {
        return properties;
    }

    /** Its body; not to be changed. */
    public byte[] body() {
        return body;
    }
}
