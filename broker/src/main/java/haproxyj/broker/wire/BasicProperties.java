package haproxyj.broker.wire;

import haproxyj.broker.AmqpException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a message (class basic, specification 1.8), kept as the octets that arrived and decoded on demand,
 * so that a message goes out exactly as it came in.
 *
 * <p>Threading: immutable after construction but for memoised decoding; owned by the engine.
 */
public final class BasicProperties {
    /** Properties in wire order; the first is flag bit 15, the last bit 2. */
    private enum Property {
        CONTENT_TYPE,
        CONTENT_ENCODING,
        HEADERS,
        DELIVERY_MODE,
        PRIORITY,
        CORRELATION_ID,
        REPLY_TO,
        EXPIRATION,
        MESSAGE_ID,
        TIMESTAMP,
        TYPE,
        USER_ID,
        APP_ID,
        CLUSTER_ID;

        private static final Property[] ALL = values();

        int flag() {
            return 1 << (15 - ordinal());
        }

        /** Moves over a value of this property. */
        void skip(ByteBuf in) throws AmqpException {
            switch (this) {
                case HEADERS -> FieldTable.skip(in);
                case DELIVERY_MODE, PRIORITY -> skip(in, 1);
                case TIMESTAMP -> skip(in, 8);
                default -> {
                    Octets.need(in, 1, "content header");
                    skip(in, in.readUnsignedByte());
                }
            }
        }

        private static void skip(ByteBuf in, int size) throws AmqpException {
            Octets.need(in, size, "content header");
            in.skipBytes(size);
        }
    }

    private static final int UNUSED_FLAGS = 3;

    private final byte[] encoded;
    private @Nullable Map<String, Object> headers;

    /** Takes property flags and property list as they stand in a content header frame; they must be valid. */
    public BasicProperties(byte[] encoded) {
        this.encoded = encoded;
    }

    /** Properties that carry nothing but a headers table. */
    public static BasicProperties ofHeaders(Map<String, Object> headers) {
        ByteBuf out = Unpooled.buffer();
        out.writeShort(Property.HEADERS.flag());
        FieldTable.write(headers, out);
        return new BasicProperties(ByteBufUtil.getBytes(out));
    }

    /**
     * Copies the rest of a content header's payload after walking over it.
     *
     * @throws AmqpException 502 when flags and list do not fit each other or the payload
     */
    static BasicProperties read(ByteBuf payload) throws AmqpException {
        int start = payload.readerIndex();
        Octets.need(payload, 2, "content header");
        int flags = payload.readUnsignedShort();
        if ((flags & UNUSED_FLAGS) != 0) {
            throw Octets.malformed("content header, unknown property flags");
        }
        for (Property property : Property.ALL) {
            if ((flags & property.flag()) != 0) {
                property.skip(payload);
            }
        }
        if (payload.isReadable()) {
            throw Octets.malformed("content header, octets left over");
        }
        byte[] encoded = new byte[payload.readerIndex() - start];
        payload.getBytes(start, encoded);
        return new BasicProperties(encoded);
    }

    /** Forgets the decoded headers, which take many times the memory of the encoded ones. */
    public void forgetDecoded() {
        headers = null;
    }

    /**
     * Whether the headers table may hold this key, found out without decoding: true when the octets of the key with its
     * length stand anywhere in the properties.
     */
    public boolean mayHaveHeader(String key) {
        int length = key.length();
        for (int at = 2; at + length < encoded.length; at++) {
            if (encoded[at] == length && matches(key, at + 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(String ascii, int at) {
        for (int i = 0; i < ascii.length(); i++) {
            if (encoded[at + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Property flags and list as on the wire; not to be changed. */
    public byte[] encoded() {
        return encoded;
    }

    /** The same properties with another headers table; everything else keeps its octets. */
    public BasicProperties withHeaders(Map<String, Object> replacement) {
        return with(Property.HEADERS, out -> FieldTable.write(replacement, out));
    }

    /** The same properties with another reply-to. */
    public BasicProperties withReplyTo(String replacement) {
        return with(Property.REPLY_TO, out -> Octets.writeShortString(out, replacement));
    }

    /** The same properties without a time to live. */
    public BasicProperties withoutExpiration() {
        return with(Property.EXPIRATION, 0, out -> {});
    }

    private BasicProperties with(Property replaced, Consumer<ByteBuf> writer) {
        return with(replaced, replaced.flag(), writer);
    }

    private BasicProperties with(Property replaced, int flag, Consumer<ByteBuf> writer) {
        ByteBuf in = Unpooled.wrappedBuffer(encoded);
        int flags = in.readUnsignedShort();
        ByteBuf out = Unpooled.buffer(encoded.length + 64);
        out.writeShort(flags & ~replaced.flag() | flag);
        try {
            for (Property property : Property.ALL) {
                int start = in.readerIndex();
                if ((flags & property.flag()) != 0) {
                    property.skip(in);
                }
                if (property == replaced) {
                    writer.accept(out);
                } else {
                    out.writeBytes(encoded, start, in.readerIndex() - start);
                }
            }
        } catch (AmqpException e) {
            throw new IllegalStateException("properties were not validated on arrival", e);
        }
        return new BasicProperties(ByteBufUtil.getBytes(out));
    }

    /** The headers table; empty when the message has none. */
    public Map<String, Object> headers() {
        Map<String, Object> known = headers;
        if (known == null) {
            known = at(Property.HEADERS).map(BasicProperties::table).orElse(Map.of());
            headers = known;
        }
        return known;
    }

    /** Whether delivery-mode is 2. */
    public boolean persistent() {
        return octet(Property.DELIVERY_MODE).orElse(1) == 2;
    }

    /** The priority as given, 0 to 255. */
    public OptionalInt priority() {
        return octet(Property.PRIORITY);
    }

    /** The content type. */
    public Optional<String> contentType() {
        return text(Property.CONTENT_TYPE);
    }

    /** The correlation id. */
    public Optional<String> correlationId() {
        return text(Property.CORRELATION_ID);
    }

    /** Where an answer is expected. */
    public Optional<String> replyTo() {
        return text(Property.REPLY_TO);
    }

    /** Time to live in milliseconds, as a text that nobody has validated yet. */
    public Optional<String> expiration() {
        return text(Property.EXPIRATION);
    }

    /** The message id. */
    public Optional<String> messageId() {
        return text(Property.MESSAGE_ID);
    }

    /** The login the publisher claims to have. */
    public Optional<String> userId() {
        return text(Property.USER_ID);
    }

    private OptionalInt octet(Property property) {
        return at(property).map(in -> OptionalInt.of(in.readUnsignedByte())).orElse(OptionalInt.empty());
    }

    private Optional<String> text(Property property) {
        return at(property).map(BasicProperties::shortString);
    }

    /** A buffer that stands at a property's value. */
    private Optional<ByteBuf> at(Property wanted) {
        int flags = (encoded[0] & 0xFF) << 8 | (encoded[1] & 0xFF);
        if ((flags & wanted.flag()) == 0) {
            return Optional.empty();
        }
        ByteBuf in = Unpooled.wrappedBuffer(encoded).skipBytes(2);
        try {
            for (Property property : Property.ALL) {
                if (property == wanted) {
                    break;
                }
                if ((flags & property.flag()) != 0) {
                    property.skip(in);
                }
            }
        } catch (AmqpException e) {
            throw new IllegalStateException("properties were not validated on arrival", e);
        }
        return Optional.of(in);
    }

    private static Map<String, Object> table(ByteBuf in) {
        try {
            return FieldTable.read(in);
        } catch (AmqpException e) {
            throw new IllegalStateException("properties were not validated on arrival", e);
        }
    }

    private static String shortString(ByteBuf in) {
        try {
            return Octets.readShortString(in);
        } catch (AmqpException e) {
            throw new IllegalStateException("properties were not validated on arrival", e);
        }
    }
}
