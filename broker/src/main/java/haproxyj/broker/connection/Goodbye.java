package haproxyj.broker.connection;

import haproxyj.broker.wire.FrameEncoder;
import haproxyj.broker.wire.Method;
import haproxyj.broker.wire.MethodSpec;
import haproxyj.broker.wire.ProtocolHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;

/**
 * The end of a conversation whose frames can no longer be told apart.
 *
 * <p>Threading: stateless.
 */
final class Goodbye {
    /** How long a peer may take to answer connection.close, or to notice that it is not welcome. */
    static final int SECONDS = 3;

    private static final ByteBuf CLOSE_OK = closeOk();

    private Goodbye() {}

    private static ByteBuf closeOk() {
        ByteBuf frame = Unpooled.buffer();
        FrameEncoder.method(0, Method.of(MethodSpec.CONNECTION_CLOSE_OK), frame);
        return Unpooled.unreleasableBuffer(frame.asReadOnly());
    }

    /** Whether octets that are thrown away end with the answer to connection.close. */
    static boolean answered(ByteBuf octets) {
        int length = CLOSE_OK.readableBytes();
        int from = octets.writerIndex() - length;
        return from >= octets.readerIndex() && octets.slice(from, length).equals(CLOSE_OK);
    }

    /** Answers a protocol header that is not ours with the one that is (specification 4.2.2) and ends our side. */
    static void toOtherProtocol(Channel channel) {
        channel.writeAndFlush(Unpooled.wrappedBuffer(ProtocolHeader.bytes()));
        // Closing with octets unread would make the system throw the answer away: end our side, wait for theirs.
        if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        }
    }
}
