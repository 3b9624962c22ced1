package haproxyj.proxy.relay.fd;

import haproxyj.proxy.config.Keepalive;
import haproxyj.proxy.config.Splice;
import haproxyj.proxy.relay.ConnectErrors;
import haproxyj.proxy.session.Side;
import haproxyj.proxy.session.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session's sockets as descriptors on one event loop. {@link FdSide} reads and passes on; here is what both sides share:
 * the octets held for a server, the connect, the timer.
 */
public final class FdTransport implements Transport {
    private static final byte[] NOTHING = {};

    final FdLoop loop;
    private final Splice splice;
    private final FdSide client;
    private @Nullable FdSide server;
    private boolean connecting;
    private int attempt;
    private boolean relaying;
    private @Nullable Events events;
    private @Nullable Backlog held;
    private byte[] preamble = NOTHING;
    private TimerWheel.@Nullable Timer timer;
    private int openSides = 1;

    /**
     * A session's transport. Nothing is read before {@link #hold}.
     *
     * @param accepted descriptor of the client's connection; owned from here on
     */
    public FdTransport(FdLoop loop, int accepted, Splice splice) {
        this.loop = loop;
        this.splice = splice;
        try {
            client = new FdSide(Side.CLIENT, this, watcher -> Descriptor.accepted(accepted, watcher));
        } catch (IOException e) {
            throw new IllegalStateException(e); // wrapping a number makes no system call
        }
        client.outlet().hasNoDelay();
    }

    /**
     * Sets who hears the events, and lets it begin. On the event loop.
     *
     * @param beginning the first verbs
     */
    public void start(Events listener, Runnable beginning) {
        events = listener;
        guard(beginning);
    }

    /** Runs a part of the session; what it throws ends this session and nothing else. */
    private void guard(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            onBug(e);
        }
    }

    /** The address the client connected to, unless the connection is gone already. */
    public Optional<InetSocketAddress> localAddress() {
        return client.socket().localAddress();
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
        try {
            client.watch();
        } catch (IOException e) {
            execute(client::release);
        }
    }

    int holdLimit() {
        int octets = heldOctets();
        return octets == HOLD_LIMIT ? 0 : loop.chunks.roomForMore(octets, HOLD_LIMIT - octets);
    }

    /** Whether it holds all that it ever will. */
    boolean holdsAll() {
        return heldOctets() == HOLD_LIMIT;
    }

    private int heldOctets() {
        return held == null ? 0 : held.octets();
    }

    /** Keeps octets that stand in the scratch buffer. */
    void holdBack(int octets) {
        Backlog all = held;
        if (all == null) {
            all = new Backlog(loop.chunks);
            held = all;
        }
        all.add(loop.scratch, 0, octets);
        all.copyTo(loop.scratch, 0);
        events().onHeld(loop.scratch.slice(0, all.octets()).asReadOnlyBuffer());
    }

    @Override
    public void discardHeld(int octets) {
        if (held != null) {
            held.skip(octets);
        }
    }

    @Override
    public void connect(SocketAddress address, Keepalive keepalive, byte[] first) {
        preamble = first;
        connecting = true;
        attempt++;
        int current = attempt;
        try {
            FdSide side = new FdSide(Side.SERVER, this, watcher -> Descriptor.open(address, watcher));
            server = side;
            if (address instanceof UnixDomainSocketAddress) {
                side.outlet().isLocal();
            } else {
                side.socket().keepalive(keepalive);
            }
            if (side.socket().connect(address)) {
                later(current, () -> connectedAtOnce(side));
            } else {
                side.watch();
            }
        } catch (IOException | RuntimeException e) {
            later(current, () -> connectFailed(e));
        }
    }

    /** Not from inside the verb, and not once the attempt was given up: failures would nest on the stack. */
    private void later(int number, Runnable outcome) {
        execute(() -> {
            if (connecting && attempt == number) {
                outcome.run();
            }
        });
    }

    /** A connect whose answer is awaited belongs to this side. */
    boolean connecting(FdSide side) {
        return connecting && side == server;
    }

    void onConnectEvent(FdSide side, int ready) {
        try {
            if ((ready & Descriptor.BROKEN) != 0 && !side.socket().finishConnect()) {
                return;
            }
        } catch (IOException | RuntimeException e) {
            connectFailed(e);
            return;
        }
        if ((ready & Descriptor.WRITABLE) != 0) {
            connected(side);
        }
    }

    private void connectedAtOnce(FdSide side) {
        try {
            side.watch();
        } catch (IOException e) {
            connectFailed(e);
            return;
        }
        connected(side);
    }

    private void connected(FdSide side) {
        connecting = false;
        openSides++;
        events().onConnected();
        side.again();
    }

    private void connectFailed(Exception why) {
        abandonConnect();
        events().onConnectFailed(ConnectErrors.failure(why));
    }

    @Override
    public void abandonConnect() {
        if (connecting) {
            connecting = false;
            FdSide side = server;
            server = null;
            if (side != null) {
                side.reset();
            }
        }
    }

    @Override
    public void relay() {
        FdSide to = other(client);
        relaying = true;
        int octets = preamble.length;
        if (octets > 0) {
            loop.scratch.put(0, preamble);
            preamble = NOTHING;
        }
        Backlog first = held;
        held = null;
        if (first != null) {
            first.copyTo(loop.scratch, octets);
            octets += first.octets();
            first.clear();
        }
        if (octets > 0) {
            to.write(octets);
        }
        client.again();
    }

    boolean relaying() {
        return relaying;
    }

    FdSide other(FdSide side) {
        FdSide to = side == client ? server : client;
        if (to == null) {
            throw new IllegalStateException("relay before connected");
        }
        return to;
    }

    /** Whether a stream from this side is to be spliced, given whether it fills buffers. */
    boolean splices(Side from, boolean large) {
        return (large && splice.auto()) || (from == Side.CLIENT ? splice.request() : splice.response());
    }

    /** Whether reading from a side has stopped because nobody takes its octets. */
    boolean blocked(FdSide side) {
        return relaying ? other(side).owes() : holdLimit() == 0;
    }

    /** A side owes nothing any more: the other one is read again. */
    void resume(FdSide drained) {
        if (relaying && server != null) {
            FdSide from = other(drained);
            if (from.isRead()) {
                events().onResumed(from.side);
                from.again();
            }
        }
    }

    private @Nullable FdSide side(Side which) {
        return which == Side.CLIENT ? client : connecting ? null : server;
    }

    @Override
    public void shutdownOutput(Side which) {
        FdSide side = side(which);
        if (side != null) {
            side.shutdownOutput();
        }
    }

    @Override
    public void cutOutput(Side which) {
        FdSide side = side(which);
        if (side != null) {
            side.cutOutput();
        }
    }

    @Override
    public void close(Side which) {
        FdSide side = side(which);
        if (side != null) {
            side.close();
        }
        endIfOver(which);
    }

    @Override
    public void reset(Side which) {
        FdSide side = side(which);
        if (side != null) {
            side.reset();
        }
        endIfOver(which);
    }

    private void endIfOver(Side which) {
        if (which == Side.CLIENT) {
            if (held != null) {
                held.clear();
                held = null;
            }
            if (timer != null) {
                loop.forget(timer);
            }
        }
    }

    @Override
    public boolean pending(Side which) {
        FdSide side = side(which);
        return side != null && side.owes();
    }

    @Override
    public boolean paused(Side which) {
        FdSide side = side(which);
        return side != null && relaying && !side.ended() && other(side).owes();
    }

    @Override
    public long taken(Side which) {
        FdSide side = side(which);
        return side == null ? 0 : side.outlet().taken();
    }

    @Override
    public void wakeAfter(long nanos) {
        TimerWheel.Timer set = timer;
        if (set == null) {
            set = new TimerWheel.Timer(() -> guard(() -> events().onTimer()));
            timer = set;
        }
        loop.wakeAfter(set, nanos);
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(() -> guard(task));
    }

    /** This session ends, the others must not notice. */
    void onBug(RuntimeException bug) {
        loop.onBug(bug);
        abandonConnect();
        if (server != null) {
            server.release();
        }
        client.release();
    }

    /** A side's descriptor is closed. */
    void onReleased(FdSide side) {
        if (side != client && side != server) {
            return; // a connect that was given up
        }
        openSides--;
        if (side == client) {
            endIfOver(Side.CLIENT);
        }
        if (openSides == 0) {
            try {
                events().onGone();
            } catch (RuntimeException e) { // nothing is left that could be ended
                loop.onBug(e);
            }
        }
    }
}
