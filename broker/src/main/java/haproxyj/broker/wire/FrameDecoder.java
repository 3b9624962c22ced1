package haproxyj.broker.wire;

import haproxyj.broker.AmqpException;
import haproxyj.broker.ReplyCode;
import io.netty.buffer.ByteBuf;

/**
 * Cuts a stream of octets into frames and decodes what they hold. Takes whole frames only and leaves the rest in the
 * buffer, so that its own state is no more than "has the protocol header been seen" and the size limit.
 *
 * <p>Threading: belongs to one connection's event loop. After it threw it must not be fed again: the stream is no longer
 * in step.
 */
public final class FrameDecoder {

    /** Receives what was decoded, in order. A refusal thrown here ends the decoding like one of the decoder's own. */
    public interface Sink {
        /** The first octets; anything but {@link ProtocolHeader#ACCEPTED} is the end of the conversation. */
        void onProtocolHeader(ProtocolHeader header) throws AmqpException;

        /** A method frame. */
        void onMethod(int channel, Method method) throws AmqpException;

        /** A content header frame has come and is about to be decoded. */
        default void beforeContentHeader(int channel) throws AmqpException {}

        /** A content header frame; properties are already validated. */
        void onContentHeader(int channel, int classId, long bodySize, BasicProperties properties) throws AmqpException;

        /** A body frame; the payload is valid during the call only. */
        void onBody(int channel, ByteBuf payload) throws AmqpException;

        /** A heartbeat. */
        void onHeartbeat();
    }

    private final MethodCodec methods = new MethodCodec();
    private int maxPayload = FrameType.SIZE_BEFORE_TUNE - FrameType.OVERHEAD;
    private boolean headerSeen;

    /** A decoder that expects the protocol header first. */
    public FrameDecoder() {}

    /** Sets the negotiated frame size in octets, 0 for no limit. */
    public void frameMax(int octets) {
        maxPayload = octets == 0 ? Integer.MAX_VALUE - FrameType.OVERHEAD : octets - FrameType.OVERHEAD;
    }

    /**
     * Decodes every whole frame in the buffer.
     *
     * @throws AmqpException 501 for a damaged or oversized frame, 502 for content that makes no sense, 505 for a frame
     *     that has no place
     */
    public void decode(ByteBuf in, Sink sink) throws AmqpException {
        if (!headerSeen) {
            ProtocolHeader header = ProtocolHeader.judge(in);
            if (header == ProtocolHeader.NEED_MORE) {
                return;
            }
            if (header == ProtocolHeader.ACCEPTED) {
                headerSeen = true;
                in.skipBytes(8);
            }
            sink.onProtocolHeader(header);
        }
        while (headerSeen && frame(in, sink)) {
            // each turn takes one frame
        }
    }

    private boolean frame(ByteBuf in, Sink sink) throws AmqpException {
        if (in.readableBytes() < 7) {
            return false;
        }
        int at = in.readerIndex();
        int type = in.getUnsignedByte(at);
        int channel = in.getUnsignedShort(at + 1);
        long size = in.getUnsignedInt(at + 3);
        if (size > maxPayload) {
            throw new AmqpException(
                    ReplyCode.FRAME_ERROR,
                    "frame of type " + type + " with " + size + " octets exceeds the limit of " + maxPayload);
        }
        if (in.readableBytes() < size + FrameType.OVERHEAD) {
            return false;
        }
        int end = at + 7 + (int) size;
        if (in.getUnsignedByte(end) != FrameType.END) {
            throw new AmqpException(ReplyCode.FRAME_ERROR, "frame does not end with octet 206");
        }
        in.readerIndex(end + 1);
        payload(type, channel, in.slice(at + 7, (int) size), sink);
        return true;
    }

    private void payload(int type, int channel, ByteBuf payload, Sink sink) throws AmqpException {
        switch (type) {
            case FrameType.METHOD -> sink.onMethod(channel, methods.decode(payload));
            case FrameType.HEADER -> contentHeader(channel, payload, sink);
            case FrameType.BODY -> sink.onBody(channel, payload);
            case FrameType.HEARTBEAT -> {
                if (channel != 0) {
                    throw new AmqpException(ReplyCode.UNEXPECTED_FRAME, "heartbeat on channel " + channel);
                }
                sink.onHeartbeat();
            }
            default -> throw new AmqpException(ReplyCode.FRAME_ERROR, "unknown frame type " + type);
        }
    }

    private static void contentHeader(int channel, ByteBuf payload, Sink sink) throws AmqpException {
        sink.beforeContentHeader(channel);
        Octets.need(payload, 12, "content header");
        int classId = payload.readUnsignedShort();
        payload.skipBytes(2); // weight: reserved, always 0
        long bodySize = payload.readLong();
        if (bodySize < 0) {
            throw Octets.malformed("content header, body size");
        }
        sink.onContentHeader(channel, classId, bodySize, BasicProperties.read(payload));
    }
}
