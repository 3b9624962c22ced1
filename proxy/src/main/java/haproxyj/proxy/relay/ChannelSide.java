package haproxyj.proxy.relay;

import haproxyj.proxy.session.Side;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One socket of a {@link ChannelTransport}: reads for the other side, owes what it was given. One event loop. */
final class ChannelSide extends ChannelInboundHandlerAdapter {
    /** A lingering close reads and drops at most this much… */
    static final int LINGER_OCTETS = 4 << 20;

    /** …for at most this long. */
    static final long LINGER_MILLIS = 2000;

    private static final long ENTRY_OVERHEAD = 96;

    final Side side;
    final Channel channel;
    private final ChannelTransport transport;
    private final ChannelFutureListener drained = f -> onDrained();
    private long accepted;
    private int readSinceFlush;
    private boolean watching;
    private boolean wantRead;
    private boolean inputEnded;
    private boolean finWanted;
    private boolean finSent;
    private boolean cutting;
    private boolean closing;
    private boolean failed;
    private boolean reported;
    private int lingered;

    ChannelSide(Side side, Channel channel, ChannelTransport transport) {
        this.side = side;
        this.channel = channel;
        this.transport = transport;
    }

    void attach() {
        channel.pipeline().addLast(this);
        channel.closeFuture().addListener(f -> transport.onSideClosed(this));
    }

    void read(boolean on) {
        wantRead = on;
        if (!closing) {
            channel.config().setAutoRead(on);
        }
    }

    private @Nullable ChannelSide other() {
        return transport.side(side.other());
    }

    boolean pending() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer != null && buffer.totalPendingWriteBytes() > 0;
    }

    boolean paused() {
        return transport.relaying() && !wantRead && !inputEnded;
    }

    long taken() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? accepted : accepted - buffer.totalPendingWriteBytes() + buffer.currentProgress();
    }

    void write(ByteBuf octets) {
        accepted += octets.readableBytes() + ENTRY_OVERHEAD;
        channel.write(octets, channel.voidPromise());
    }

    void flush() {
        channel.flush();
        if (pending() && !watching) {
            watch();
        }
    }

    /** An empty write completes when the kernel has taken all before it. */
    private void watch() {
        watching = true;
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(drained);
    }

    private void onDrained() {
        watching = false;
        // Netty counts an entry down only after it told us; look again from outside.
        transport.execute(() -> {
            if (pending() && !watching && channel.isOpen() && !failed) {
                watch();
            } else if (!pending() || failed) {
                afterDrained();
            }
        });
    }

    private void afterDrained() {
        if (finWanted && !finSent) {
            sendFin();
        }
        if (!closing) {
            transport.events().onDrained(side);
        }
    }

    void shutdownOutput() {
        finWanted = true;
        if (!pending()) {
            sendFin();
        }
    }

    /** Shutting down makes Netty fail the writes it holds; the socket is sound all the same. */
    void cutOutput() {
        cutting = true;
        finWanted = true;
        sendFin();
    }

    private void sendFin() {
        if (!finSent) {
            finSent = true;
            ((DuplexChannel) channel).shutdownOutput();
            if (closing) {
                finishClose();
            }
        }
    }

    void close() {
        if (closing || !channel.isOpen()) {
            return;
        }
        closing = true;
        // The bound holds from here on, whatever of pending output and unread input is left.
        limitLinger();
        if (failed) {
            channel.close();
        } else if (finSent) {
            finishClose();
        } else {
            shutdownOutput();
        }
    }

    private void limitLinger() {
        var limit = channel.eventLoop().schedule(() -> reallyClose(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(f -> limit.cancel(false));
    }

    private void reallyClose() {
        if (pending()) {
            SocketOptions.resetOnClose(channel);
        }
        channel.close();
    }

    private void finishClose() {
        if (inputEnded || lingered > LINGER_OCTETS) {
            channel.close();
        } else {
            channel.config().setAutoRead(true);
        }
    }

    void reset() {
        if (!channel.isOpen()) {
            return;
        }
        closing = true;
        failed = true;
        channel.flush();
        SocketOptions.resetOnClose(channel);
        channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf octets = (ByteBuf) message;
        ChannelSide to = other();
        if (closing) {
            lingered += octets.readableBytes();
            octets.release();
            if (lingered > LINGER_OCTETS) {
                channel.close();
            }
        } else if (!transport.relaying()) {
            transport.holdBack(octets);
            readSinceFlush++;
        } else if (to == null || to.closing || to.finWanted || to.failed) {
            octets.release();
        } else {
            readSinceFlush += octets.readableBytes();
            to.write(octets);
            if (!to.channel.isWritable() && !failed) {
                read(false);
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        flushRead();
    }

    private void flushRead() {
        int octets = readSinceFlush;
        readSinceFlush = 0;
        if (octets == 0 || closing) {
            return;
        }
        ChannelSide to = other();
        if (!transport.relaying()) {
            transport.heldComplete();
        } else if (to != null) {
            to.flush();
            if (!closing) {
                transport.events().onBytes(side, octets);
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        ChannelSide from = other();
        if (channel.isWritable() && from != null && from.paused() && !from.closing) {
            from.read(true);
            transport.events().onResumed(from.side);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            onInputEnd();
        }
    }

    private void onInputEnd() {
        if (inputEnded) {
            return;
        }
        flushRead();
        inputEnded = true;
        if (closing) {
            if (finSent) {
                channel.close();
            }
        } else if (failed) {
            reportBroken();
        } else {
            transport.events().onInputEnd(side);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cutting && cause instanceof ChannelOutputShutdownException)) {
            onBroken();
        }
    }

    /** A read or a write failed. A server's last octets may still be readable after a failed write. */
    private void onBroken() {
        if (closing) {
            channel.close();
        } else if (!failed) {
            failed = true;
            flushRead();
            if (side == Side.SERVER && channel.isOpen() && !inputEnded) {
                // What the server sent before it broke is for the client: read on until the input ends, too.
                read(true);
            } else {
                reportBroken();
            }
        } else {
            reportBroken();
        }
    }

    private void reportBroken() {
        if (!closing && !reported) {
            reported = true;
            transport.events().onReset(side);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (!closing) {
            failed = true;
            flushRead();
            reportBroken();
        }
    }
}
