package haproxyj.broker.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * Appends frames to a buffer. {@link #deliver} is written by hand because every message leaves through it; a test
 * compares it with the table-driven encoding.
 *
 * <p>Threading: stateless.
 */
public final class FrameEncoder {
    private static final int DELIVER = (60 << 16) | 60;

    private FrameEncoder() {}

    /** A method frame. */
    public static void method(int channel, Method method, ByteBuf out) {
        int at = begin(FrameType.METHOD, channel, out);
        MethodCodec.encode(method, out);
        end(at, out);
    }

    /** basic.deliver as a method frame. */
    public static void deliver(
            int channel,
            byte[] consumerTag,
            long deliveryTag,
            boolean redelivered,
            String exchange,
            String routingKey,
            ByteBuf out) {
        int at = begin(FrameType.METHOD, channel, out);
        out.writeInt(DELIVER);
        out.writeByte(consumerTag.length).writeBytes(consumerTag);
        out.writeLong(deliveryTag).writeByte(redelivered ? 1 : 0);
        shortString(exchange, out);
        shortString(routingKey, out);
        end(at, out);
    }

    private static void shortString(String text, ByteBuf out) {
        int lengthAt = out.writerIndex();
        out.writeByte(0);
        out.setByte(lengthAt, ByteBufUtil.writeUtf8(out, text));
    }

    /** The content header frame of class basic. */
    public static void contentHeader(int channel, BasicProperties properties, long bodySize, ByteBuf out) {
        byte[] encoded = properties.encoded();
        out.writeByte(FrameType.HEADER).writeShort(channel).writeInt(12 + encoded.length);
        out.writeInt(MethodSpec.BASIC << 16).writeLong(bodySize);
        out.writeBytes(encoded).writeByte(FrameType.END);
    }

    /** What stands before a body frame's payload; {@link FrameType#END} must follow the payload. */
    public static void bodyPrefix(int channel, int size, ByteBuf out) {
        out.writeByte(FrameType.BODY).writeShort(channel).writeInt(size);
    }

    /** Body frames no larger than the limit; none for an empty body. */
    public static void body(int channel, byte[] body, int maxPayload, ByteBuf out) {
        for (int at = 0; at < body.length; at += maxPayload) {
            int size = Math.min(maxPayload, body.length - at);
            bodyPrefix(channel, size, out);
            out.writeBytes(body, at, size).writeByte(FrameType.END);
        }
    }

    /** A heartbeat frame. */
    public static void heartbeat(ByteBuf out) {
        out.writeByte(FrameType.HEARTBEAT).writeShort(0).writeInt(0).writeByte(FrameType.END);
    }

    private static int begin(int type, int channel, ByteBuf out) {
        int at = out.writerIndex();
        out.writeByte(type).writeShort(channel).writeInt(0);
        return at;
    }

    private static void end(int at, ByteBuf out) {
        out.setInt(at + 3, out.writerIndex() - at - 7);
        out.writeByte(FrameType.END);
    }
}
