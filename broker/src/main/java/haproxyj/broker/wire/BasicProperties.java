package haproxyj.broker.wire;

import java.util.Map;

/**
 * The properties of a message (class basic, specification 1.8), kept as the octets that arrived and decoded on demand,
 * so that a message goes out exactly as it came in.
 *
 * <p>Threading: immutable after construction but for memoised decoding; owned by the engine.
 */
public final class BasicProperties {
    private final byte[] encoded;

    /** Takes property flags and property list as they stand in a content header frame. */
    public BasicProperties(byte[] encoded) {
        this.encoded = encoded;
    }

    /** Properties that carry nothing but a headers table. */
    public static BasicProperties ofHeaders(Map<String, Object> headers) {
        throw new IllegalStateException("stub");
    }

    /** Property flags and list as on the wire; not to be changed. */
    public byte[] encoded() {
        return encoded;
    }

    /** The headers table; empty when the message has none. */
    public Map<String, Object> headers() {
        throw new IllegalStateException("stub");
    }

    /** Whether delivery-mode is 2. */
    public boolean persistent() {
        throw new IllegalStateException("stub");
    }
}
