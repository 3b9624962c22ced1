package haproxyj.broker.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.ByteToMessageDecoder;

/**
 * Octets that have arrived and are not decoded yet: at most one unfinished frame and what one read brought.
 *
 * <p>Threading: belongs to one connection's event loop.
 */
final class Unread {
    private ByteBuf octets = Unpooled.EMPTY_BUFFER;

    /** Puts arrived octets behind those that wait, and returns all, to be decoded. */
    ByteBuf add(ByteBufAllocator allocator, ByteBuf arrived) {
        octets = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, octets, arrived);
        return octets;
    }

    /** Decoding has gone as far as it could. */
    void decoded() {
        if (octets.isReadable()) {
            // A busy peer may never end a read with a frame; what was decoded must not pile up before the rest.
            octets.discardSomeReadBytes();
        } else {
            release();
        }
    }

    /** Whether there is the beginning of something. */
    boolean waits() {
        return octets.isReadable();
    }

    /** Nothing of it will be decoded. */
    void skip() {
        octets.skipBytes(octets.readableBytes());
    }

    void release() {
        octets.release();
        octets = Unpooled.EMPTY_BUFFER;
    }
}
