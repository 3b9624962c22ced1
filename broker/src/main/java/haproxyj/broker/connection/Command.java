package haproxyj.broker.connection;

import haproxyj.broker.wire.BasicProperties;
import haproxyj.broker.wire.Method;

/**
 * A method with its content, as it goes from a connection's event loop to the engine.
 *
 * @param channel channel number
 * @param method the method
 * @param properties of the content, {@link #NO_PROPERTIES} without one
 * @param body of the content, exactly sized; empty without one and for a body that is too large
 * @param bodySize what the content header announced; differs from the body's length when that is too large
 */
record Command(int channel, Method method, BasicProperties properties, byte[] body, long bodySize) {
    static final BasicProperties NO_PROPERTIES = new BasicProperties(new byte[2]);
    static final byte[] NO_BODY = {};

    private static final int COST = 256;

    static Command of(int channel, Method method) {
        return new Command(channel, method, NO_PROPERTIES, NO_BODY, 0);
    }

    /** Whether the body was thrown away because it exceeds the message size limit. */
    boolean oversized() {
        return bodySize != body.length;
    }

    /** Roughly the memory it holds while it waits for the engine, in octets. */
    int cost() {
        return COST + body.length + properties.encoded().length;
    }
}
