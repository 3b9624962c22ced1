package haproxyj.broker.wire;

import haproxyj.broker.AmqpException;
import haproxyj.broker.ReplyCode;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Bounds-checked primitives of the wire: whatever does not fit is 502, never an index exception. */
final class Octets {
    private Octets() {}

    static AmqpException malformed(String what) {
        return new AmqpException(ReplyCode.SYNTAX_ERROR, "malformed " + what);
    }

    static void need(ByteBuf in, long count, String what) throws AmqpException {
        if (count < 0 || in.readableBytes() < count) {
            throw malformed(what);
        }
    }

    static String readShortString(ByteBuf in) throws AmqpException {
        need(in, 1, "short string");
        int length = in.readUnsignedByte();
        need(in, length, "short string");
        return in.readString(length, StandardCharsets.UTF_8);
    }

    static byte[] readLongString(ByteBuf in) throws AmqpException {
        need(in, 4, "long string");
        long length = in.readUnsignedInt();
        need(in, length, "long string");
        byte[] octets = new byte[(int) length];
        in.readBytes(octets);
        return octets;
    }

    static void writeShortString(ByteBuf out, String text) {
        int lengthAt = out.writerIndex();
        out.writeByte(0);
        int length = out.writeCharSequence(text, StandardCharsets.UTF_8);
        if (length > 255) {
            out.writerIndex(lengthAt);
            throw new IllegalArgumentException("longer than 255 octets: " + text);
        }
        out.setByte(lengthAt, length);
    }

    static void writeLongString(ByteBuf out, byte[] octets) {
        out.writeInt(octets.length);
        out.writeBytes(octets);
    }
}
