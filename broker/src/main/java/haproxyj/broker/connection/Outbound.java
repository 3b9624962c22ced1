package haproxyj.broker.connection;

import haproxyj.broker.queue.Message;
import haproxyj.broker.wire.BasicProperties;
import haproxyj.broker.wire.FrameEncoder;
import haproxyj.broker.wire.FrameType;
import haproxyj.broker.wire.Method;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Frames a session has produced and not yet handed to its event loop: small ones copied together, large bodies passed on
 * as they are.
 *
 * <p>Threading: owned by the engine.
 */
final class Outbound {
    private static final int SMALLEST = 512;
    private static final int CHUNK = 64 * 1024;
    private static final int COPY_LIMIT = 16 * 1024;

    private final ByteBufAllocator allocator;
    private final int maxPayload;
    private List<ByteBuf> sealed = new ArrayList<>();
    private ByteBuf tail = Unpooled.EMPTY_BUFFER;
    private int nextCapacity = SMALLEST;
    private long sealedOctets;
    private long takenOctets;

    Outbound(ByteBufAllocator allocator, int frameMax) {
        this.allocator = allocator;
        this.maxPayload = frameMax - FrameType.OVERHEAD;
    }

    void method(int channel, Method method) {
        FrameEncoder.method(channel, method, room(128));
    }

    /** A method with content: basic.return and basic.get-ok. */
    void content(int channel, Method method, Message message) {
        method(channel, method);
        content(channel, message);
    }

    void deliver(int channel, byte[] consumerTag, long deliveryTag, boolean redelivered, Message message) {
        FrameEncoder.deliver(
                channel,
                consumerTag,
                deliveryTag,
                redelivered,
                message.exchange(),
                message.routingKey(),
                room(128 + message.properties().encoded().length + Math.min(message.body().length, COPY_LIMIT)));
        content(channel, message);
    }

    private void content(int channel, Message message) {
        byte[] body = message.body();
        FrameEncoder.contentHeader(channel, visible(message.properties()), body.length, room(64));
        if (body.length <= COPY_LIMIT && body.length <= maxPayload) {
            FrameEncoder.body(channel, body, maxPayload, room(body.length + FrameType.OVERHEAD));
            return;
        }
        for (int at = 0; at < body.length; at += maxPayload) {
            int size = Math.min(maxPayload, body.length - at);
            FrameEncoder.bodyPrefix(channel, size, room(FrameType.OVERHEAD));
            seal();
            sealed.add(Unpooled.wrappedBuffer(body, at, size));
            sealedOctets += size;
            room(FrameType.OVERHEAD).writeByte(FrameType.END);
        }
    }

    /** RabbitMQ's header BCC routes like CC, but receivers never see it. */
    private static BasicProperties visible(BasicProperties properties) {
        if (!properties.mayHaveHeader("BCC") || !properties.headers().containsKey("BCC")) {
            return properties;
        }
        Map<String, Object> headers = new LinkedHashMap<>(properties.headers());
        headers.remove("BCC");
        return properties.withHeaders(headers);
    }

    private ByteBuf room(int octets) {
        if (tail.capacity() == 0) {
            tail = allocator.directBuffer(Math.max(octets, nextCapacity));
        } else if (tail.isReadable() && tail.readableBytes() + octets > CHUNK) {
            seal();
            tail = allocator.directBuffer(CHUNK);
        }
        return tail;
    }

    private void seal() {
        if (tail.isReadable()) {
            sealed.add(tail);
            sealedOctets += tail.readableBytes();
            tail = Unpooled.EMPTY_BUFFER;
        }
    }

    /** Octets appended since the beginning. */
    long appended() {
        return takenOctets + sealedOctets + tail.readableBytes();
    }

    boolean isEmpty() {
        return sealed.isEmpty() && !tail.isReadable();
    }

    /** Hands over what was gathered; the receiver releases the buffers. */
    List<ByteBuf> take() {
        seal();
        List<ByteBuf> taken = sealed;
        // The next round is likely to be as large as this one.
        nextCapacity = (int) Math.max(SMALLEST, Math.min(CHUNK, sealedOctets));
        takenOctets += sealedOctets;
        sealedOctets = 0;
        sealed = new ArrayList<>(2);
        return taken;
    }

    /** Releases what was gathered and not handed over. */
    void discard() {
        take().forEach(ByteBuf::release);
    }
}
