package haproxyj.broker.wire;

import io.netty.buffer.ByteBuf;

/** What the first octets of a connection say (specification 4.2.2). */
public enum ProtocolHeader {
    /** Too few octets to tell. */
    NEED_MORE(""),
    /** {@code AMQP 0 0 9 1}, or the older {@code AMQP 1 1 0 9} that RabbitMQ also takes. */
    ACCEPTED(""),
    /** AMQP of a version this broker does not speak. */
    OTHER_VERSION("another version of AMQP; this listener speaks AMQP 0-9-1"),
    /** A TLS ClientHello on a plain listener. */
    TLS("a TLS handshake; this listener is not a TLS listener"),
    /** An HTTP request. */
    HTTP("an HTTP request; this listener speaks AMQP 0-9-1"),
    /** Something else. */
    UNKNOWN("octets that are not an AMQP protocol header");

    private static final byte[] BYTES = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};
    private static final byte[] OLDER = {'A', 'M', 'Q', 'P', 1, 1, 0, 9};
    private static final String[] VERBS = {"GET ", "POST", "PUT ", "HEAD", "DELE", "OPTI", "CONN"};

    private final String description;

    ProtocolHeader(String description) {
        this.description = description;
    }

    /** The eight octets a client opens with, and a broker refuses with: {@code AMQP 0 0 9 1}. A fresh copy. */
    public static byte[] bytes() {
        return BYTES.clone();
    }

    /** For the log: what the peer seems to speak. */
    public String description() {
        return description;
    }

    /** Judges what is readable without consuming it, as early as it can be told. */
    static ProtocolHeader judge(ByteBuf in) {
        int length = Math.min(in.readableBytes(), BYTES.length);
        if (matches(in, length, BYTES) || matches(in, length, OLDER)) {
            return length == BYTES.length ? ACCEPTED : NEED_MORE;
        }
        int at = in.readerIndex();
        if (length >= 4 && in.getInt(at) == 0x414D5150) {
            return OTHER_VERSION;
        }
        if (length >= 2 && in.getByte(at) == 0x16 && in.getByte(at + 1) == 0x03) {
            return TLS;
        }
        for (String verb : VERBS) {
            if (length >= 4 && verb.charAt(0) == in.getByte(at) && verb.charAt(3) == in.getByte(at + 3)) {
                return HTTP;
            }
        }
        // An HTTP verb or a ClientHello may still be on its way, but nobody waits for a log line's sake.
        return UNKNOWN;
    }

    private static boolean matches(ByteBuf in, int length, byte[] expected) {
        for (int i = 0; i < length; i++) {
            if (in.getByte(in.readerIndex() + i) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
