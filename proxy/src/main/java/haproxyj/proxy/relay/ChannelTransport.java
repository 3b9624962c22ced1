package haproxyj.proxy.relay;

import haproxyj.proxy.config.Keepalive;
import haproxyj.proxy.session.ConnectFailure;
import haproxyj.proxy.session.Side;
import haproxyj.proxy.session.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A session's sockets as ordinary Netty channels on one event loop: the kind of relay for NIO and for whatever needs a
 * pipeline. Write in channelRead, flush in channelReadComplete; reading stops while the other side is not writable.
 */
public final class ChannelTransport implements Transport {
    private final Connector connector;
    private final EventLoop loop;
    private final ChannelSide client;
    private @Nullable ChannelSide server;
    private @Nullable Events events;
    private ByteBuf held = Unpooled.EMPTY_BUFFER;
    private ByteBuf preamble = Unpooled.EMPTY_BUFFER;
    private boolean relaying;
    private @Nullable Future<?> timer;
    private int openSides = 1;
    private boolean ended;

    /** @param accepted registered with its event loop; nothing was read from it yet */
    public ChannelTransport(TransportKind kind, Channel accepted, Keepalive keepalive) {
        this.loop = accepted.eventLoop();
        connector = new Connector(kind, loop);
        SocketOptions.apply(accepted, keepalive);
        client = new ChannelSide(Side.CLIENT, accepted, this);
    }

    /** Sets who hears the events. Before any verb, on the event loop. */
    public void start(Events listener) {
        events = listener;
        client.attach();
    }

    Events events() {
        Events listener = events;
        if (listener == null) {
            throw new IllegalStateException("start was not called");
        }
        return listener;
    }

    @Override
    public void hold() {
        client.read(true);
    }

    /** Octets of the client before the relay runs. */
    void holdBack(ByteBuf octets) {
        if (!held.isWritable(octets.readableBytes())) {
            ByteBuf bigger = loopAllocated(held.readableBytes() + octets.readableBytes());
            bigger.writeBytes(held);
            held.release();
            held = bigger;
        }
        held.writeBytes(octets);
        octets.release();
        if (held.readableBytes() >= HOLD_LIMIT) {
            client.read(false);
        }
    }

    private ByteBuf loopAllocated(int size) {
        return client.channel.alloc().ioBuffer(Math.max(size, 256));
    }

    void heldComplete() {
        events().onHeld(held.nioBuffer().asReadOnlyBuffer());
    }

    @Override
    public void discardHeld(int octets) {
        held.skipBytes(octets);
        if (held.readableBytes() < HOLD_LIMIT) {
            client.read(true);
        }
    }

    @Override
    public void connect(SocketAddress address, Keepalive keepalive, byte[] first) {
        preamble = first.length == 0 ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(first);
        connector.connect(address, keepalive, new Attempt());
    }

    @Override
    public void abandonConnect() {
        connector.abandon();
    }

    @Override
    public void relay() {
        ChannelSide to = server;
        if (to == null) {
            throw new IllegalStateException("relay before connected");
        }
        relaying = true;
        if (preamble.isReadable()) {
            to.write(preamble);
        }
        preamble = Unpooled.EMPTY_BUFFER;
        ByteBuf first = held;
        held = Unpooled.EMPTY_BUFFER;
        if (first.isReadable()) {
            to.write(first);
        } else {
            first.release();
        }
        to.flush();
        to.read(true);
        client.read(true);
    }

    boolean relaying() {
        return relaying;
    }

    @Nullable
    ChannelSide side(Side which) {
        return which == Side.CLIENT ? client : server;
    }

    @Override
    public void shutdownOutput(Side which) {
        ChannelSide side = side(which);
        if (side != null) {
            side.shutdownOutput();
        }
    }

    @Override
    public void cutOutput(Side which) {
        ChannelSide side = side(which);
        if (side != null) {
            side.cutOutput();
        }
    }

    @Override
    public void close(Side which) {
        ChannelSide side = side(which);
        if (side != null) {
            side.close();
        }
        endIfOver(which);
    }

    @Override
    public void reset(Side which) {
        ChannelSide side = side(which);
        if (side != null) {
            side.reset();
        }
        endIfOver(which);
    }

    private void endIfOver(Side which) {
        if (which == Side.CLIENT) {
            held.release();
            held = Unpooled.EMPTY_BUFFER;
            if (timer != null) {
                timer.cancel(false);
                timer = null;
            }
        }
    }

    @Override
    public boolean pending(Side which) {
        ChannelSide side = side(which);
        return side != null && side.pending();
    }

    @Override
    public boolean paused(Side which) {
        ChannelSide side = side(which);
        return side != null && side.paused();
    }

    @Override
    public long taken(Side which) {
        ChannelSide side = side(which);
        return side == null ? 0 : side.taken();
    }

    @Override
    public void wakeAfter(long nanos) {
        if (timer != null) {
            timer.cancel(false);
        }
        timer = loop.schedule(this::onTimer, nanos, TimeUnit.NANOSECONDS);
    }

    private void onTimer() {
        timer = null;
        events().onTimer();
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    /** A descriptor is closed. */
    void onSideClosed(ChannelSide side) {
        openSides--;
        if (side == client) {
            endIfOver(Side.CLIENT);
        }
        if (openSides == 0 && !ended) {
            ended = true;
            events().onGone();
        }
    }

    private final class Attempt implements Connector.Outcome {
        @Override
        public void connected(Channel channel) {
            ChannelSide side = new ChannelSide(Side.SERVER, channel, ChannelTransport.this);
            server = side;
            openSides++;
            side.attach();
            events().onConnected();
        }

        @Override
        public void failed(ConnectFailure why) {
            events().onConnectFailed(why);
        }
    }
}
