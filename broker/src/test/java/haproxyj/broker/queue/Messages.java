package haproxyj.broker.queue;

import haproxyj.broker.wire.BasicProperties;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Messages for tests of everything behind the wire. */
public final class Messages {
    private Messages() {}

    /** A message with a body of so many octets. */
    public static Message ofSize(int octets) {
        return new Message("", "q", new BasicProperties(new byte[2]), new byte[octets]);
    }

    /** A message to an exchange with a headers table. */
    public static Message to(String exchange, String routingKey, Map<String, Object> headers) {
        return new Message(exchange, routingKey, BasicProperties.ofHeaders(headers), new byte[1]);
    }

    /** A message for queue q with a priority, 0 to 255. */
    public static Message ofPriority(int priority) {
        return new Message("", "q", new BasicProperties(new byte[] {0x08, 0, (byte) priority}), new byte[1]);
    }

    /** A message with a time to live as text. */
    public static Message expiring(String exchange, String routingKey, String expiration) {
        byte[] text = expiration.getBytes(StandardCharsets.US_ASCII);
        byte[] encoded = new byte[3 + text.length];
        encoded[0] = 0x01;
        encoded[2] = (byte) text.length;
        System.arraycopy(text, 0, encoded, 3, text.length);
        return new Message(exchange, routingKey, new BasicProperties(encoded), new byte[1]);
    }

    /** A message to an exchange without headers. */
    public static Message to(String exchange, String routingKey) {
        return to(exchange, routingKey, Map.of());
    }
}
