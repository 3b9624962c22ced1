package haproxyj.broker.queue;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import haproxyj.broker.wire.BasicProperties;
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
        BasicProperties properties = mock(BasicProperties.class);
        when(properties.headers()).thenReturn(headers);
        return new Message(exchange, routingKey, properties, new byte[1]);
    }

    /** A message to an exchange without headers. */
    public static Message to(String exchange, String routingKey) {
        return to(exchange, routingKey, Map.of());
    }
}
