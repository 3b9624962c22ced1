package haproxyj.broker.connection;

import haproxyj.broker.AmqpException;
import haproxyj.broker.ReplyCode;
import haproxyj.broker.wire.BasicProperties;
import haproxyj.broker.wire.Method;
import haproxyj.broker.wire.MethodSpec;
import io.netty.buffer.ByteBuf;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Joins method, content header and body frames of each channel into commands (specification 4.2.6).
 *
 * <p>A body's memory grows with what has arrived, not with what the header announces; a body beyond the limit is counted
 * and thrown away. Threading: belongs to one connection's event loop.
 */
final class CommandAssembler {
    private static final int FIRST_ALLOCATION = 1 << 17;

    private final long maxMessageSize;
    private final Room room;
    private final Consumer<Command> commands;
    private final IntObjectMap<Partial> partials = new IntObjectHashMap<>(4);
    private long partialOctets;

    /** Memory for unfinished bodies, shared by all connections of a broker. Any thread. */
    interface Room {
        /** Asks for octets; false, and no effect, when there is no room for more. */
        boolean take(long octets);

        /** Octets are free again. */
        void giveBack(long octets);
    }

    /** A content that has not arrived completely. */
    private static final class Partial {
        private final Method method;
        private @Nullable BasicProperties properties;
        private byte[] body = Command.NO_BODY;
        private long size;
        private long received;
        private boolean oversized;

        Partial(Method method) {
            this.method = method;
        }
    }

    /**
     * An assembler with limits.
     *
     * @param maxMessageSize octets of one body
     * @param room for unfinished bodies
     */
    CommandAssembler(long maxMessageSize, Room room, Consumer<Command> commands) {
        this.maxMessageSize = maxMessageSize;
        this.room = room;
        this.commands = commands;
    }

    void onMethod(int channel, Method method) throws AmqpException {
        if (!partials.isEmpty() && partials.containsKey(channel)) {
            throw unexpected("content of " + partials.get(channel).method.spec().label(), "a method");
        }
        if (method.spec().hasContent()) {
            if (channel == 0) {
                throw unexpected("class connection on channel 0", method.spec().label());
            }
            partials.put(channel, new Partial(method));
        } else {
            commands.accept(Command.of(channel, method));
        }
    }

    /** Whether a content header has its place here comes before whether it is well-formed: 505 before 502. */
    void beforeContentHeader(int channel) throws AmqpException {
        awaitingHeader(channel);
    }

    private Partial awaitingHeader(int channel) throws AmqpException {
        Partial partial = partials.get(channel);
        if (partial == null || partial.properties != null) {
            throw unexpected("a method or body", "a content header");
        }
        return partial;
    }

    void onContentHeader(int channel, int classId, long bodySize, BasicProperties properties) throws AmqpException {
        Partial partial = awaitingHeader(channel);
        if (classId != MethodSpec.BASIC) {
            throw unexpected("content header for class " + MethodSpec.BASIC, "one for class " + classId);
        }
        partial.properties = properties;
        partial.size = bodySize;
        partial.oversized = bodySize > maxMessageSize;
        finishIfComplete(channel, partial, properties);
    }

    void onBody(int channel, ByteBuf payload) throws AmqpException {
        Partial partial = partials.get(channel);
        BasicProperties properties = partial == null ? null : partial.properties;
        if (partial == null || properties == null) {
            throw unexpected("a method or content header", "a body");
        }
        int size = payload.readableBytes();
        if (partial.received + size > partial.size) {
            throw new AmqpException(
                    ReplyCode.FRAME_ERROR, "body is longer than the " + partial.size + " octets announced");
        }
        if (!partial.oversized) {
            reserve(partial, (int) partial.received + size);
            payload.readBytes(partial.body, (int) partial.received, size);
        }
        partial.received += size;
        finishIfComplete(channel, partial, properties);
    }

    private void reserve(Partial partial, int needed) throws AmqpException {
        int capacity = partial.body.length;
        if (needed <= capacity) {
            return;
        }
        int wanted = (int) Math.min(partial.size, Math.max(Math.max(FIRST_ALLOCATION, needed), 2L * capacity));
        if (!room.take(wanted - capacity)) {
            throw new AmqpException(
                    ReplyCode.RESOURCE_ERROR, "no memory for so many messages that have not arrived completely");
        }
        partialOctets += wanted - capacity;
        partial.body = Arrays.copyOf(partial.body, wanted);
    }

    private void finishIfComplete(int channel, Partial partial, BasicProperties properties) {
        if (partial.received == partial.size) {
            partials.remove(channel);
            giveBack(partial.body.length);
            commands.accept(new Command(channel, partial.method, properties, partial.body, partial.size));
        }
    }

    private void giveBack(long octets) {
        room.giveBack(octets);
        partialOctets -= octets;
    }

    /** The connection is gone: gives the room of unfinished bodies back. */
    void release() {
        partials.clear();
        giveBack(partialOctets);
    }

    private static AmqpException unexpected(String expected, String got) {
        return new AmqpException(ReplyCode.UNEXPECTED_FRAME, "expected " + expected + ", got " + got + " instead");
    }
}
