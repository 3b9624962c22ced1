package haproxyj.proxy.relay.fd;

import haproxyj.proxy.session.Side;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One socket of an {@link FdTransport}: is read for the other side by its {@link Inlet}, owes what it was given in its
 * {@link Outlet}. A side is not read while the other one owes.
 */
final class FdSide implements Descriptor.Watcher {
    /** Reads of one turn; then the loop's other sockets come first. */
    private static final int ROUNDS = 16;

    /** The same in octets. */
    private static final int TURN_OCTETS = 2 << 20;

    final Side side;
    private final FdTransport transport;
    private final FdLoop loop;
    private final Descriptor socket;
    private final Inlet inlet;
    private final Outlet outlet;
    private @Nullable Lingering lingering;
    private boolean closing;
    private boolean failed;
    private boolean endTold;
    private boolean failureTold;
    private boolean finPostponed;
    private boolean released;
    private boolean waiting;

    FdSide(Side side, FdTransport transport, Outlet.Opener opener) throws IOException {
        this.side = side;
        this.transport = transport;
        this.loop = transport.loop;
        socket = opener.open(this);
        inlet = new Inlet(loop, socket);
        outlet = new Outlet(loop, socket);
    }

    Outlet outlet() {
        return outlet;
    }

    Descriptor socket() {
        return socket;
    }

    /** Whether octets wait for it. */
    boolean owes() {
        return outlet.owes();
    }

    boolean ended() {
        return inlet.ended();
    }

    /** Whether more may come from it. */
    boolean isRead() {
        return !inlet.ended() && !closing;
    }

    /** Nothing that is read from the other side goes here any more. */
    private boolean refuses() {
        return closing || failed || outlet.finWanted();
    }

    /** Watches from now on. */
    void watch() throws IOException {
        if (side == Side.CLIENT) {
            socket.watchInput(loop.epoll());
        } else {
            socket.watchBoth(loop.epoll());
        }
    }

    @Override
    public void onReady(int ready) {
        inlet.signal(ready);
        if (transport.connecting(this)) {
            transport.onConnectEvent(this, ready);
        } else if (closing) {
            linger();
        } else {
            if ((ready & Descriptor.WRITABLE) != 0 && outlet.owes()) {
                flush();
            }
            if ((ready & Descriptor.BROKEN) != 0) {
                onBroken();
            }
            if (transport.blocked(this)) {
                mute();
            } else {
                again();
            }
        }
    }

    /** Octets arrive that cannot be read yet: no more news of them, or a slow reader's sender wakes the loop with each packet. */
    private void mute() {
        if (!closing && inlet.readable()) {
            socket.mute(true);
        }
    }

    /** An error was signalled. What can still be read is read first, as far as the other side takes it. */
    private void onBroken() {
        if (endTold || (side == Side.CLIENT && transport.blocked(this))) {
            fail();
        }
    }

    /** Asks for one more turn of the loop, once: now, or a little later because memory is scarce. */
    private void await(boolean scarce) {
        if (!waiting) {
            waiting = true;
            loop.again(this, scarce);
        }
    }

    /** The turn that it waited for. */
    void onTurn() {
        waiting = false;
        again();
        starveIfHoldingLess();
    }

    /** What more it would hold had there been memory is tried for again. */
    private void starveIfHoldingLess() {
        if (!transport.relaying() && inlet.readable() && !closing && !transport.holdsAll()) {
            await(true);
        }
    }

    /** Reads on if there may be something. */
    void again() {
        if (inlet.readable() && !closing && !transport.blocked(this)) {
            socket.mute(false);
            if (transport.relaying()) {
                pump(transport.other(this));
            } else {
                hold();
            }
        }
    }

    /** Reads and passes on until nothing is left, the other side owes, or the turn is over. */
    private void pump(FdSide to) {
        int read = 0;
        for (int round = 0; inlet.readable() && !to.owes() && !closing; round++) {
            boolean over = round == ROUNDS || read >= TURN_OCTETS;
            if (over || loop.chunks.room(1) == 0) {
                await(!over);
                break;
            }
            read += to.refuses() ? inlet.receive(loop.scratchSize()) : move(to);
            if (to.outlet.broken() && !to.failed) {
                to.onWriteFailed();
            }
        }
        if (read > 0 && !closing && !to.refuses()) {
            transport.events().onBytes(side, read);
        }
        tellEnd();
    }

    /** One read and what becomes of it; octets moved. */
    private int move(FdSide to) {
        Pipe pipe = transport.splices(side, inlet.streaming()) ? loop.pipes.take() : null;
        if (pipe != null) {
            int octets = inlet.receive(pipe);
            if (octets > 0) {
                to.outlet.write(pipe, octets);
                return octets;
            }
            loop.pipes.give(pipe);
            if (octets == 0) {
                return 0;
            }
        }
        int octets = inlet.receive(loop.chunks.room(to.outlet.slow() ? Chunk.SIZE : loop.scratchSize()));
        if (octets > 0) {
            if (inlet.ended() && !inlet.broken()) {
                to.outlet.cork();
                loop.endOfTurn(to);
            }
            to.outlet.write(loop.scratch, 0, octets);
        }
        return octets;
    }

    /** Before there is a server. */
    private void hold() {
        for (int limit = transport.holdLimit();
                inlet.readable() && limit > 0 && !closing;
                limit = transport.holdLimit()) {
            int octets = inlet.receive(limit);
            if (octets > 0) {
                transport.holdBack(octets);
            }
        }
        starveIfHoldingLess();
        tellEnd();
    }

    /** Reports that everything was read, once, and how it ended. */
    private void tellEnd() {
        if (inlet.ended() && !endTold && !closing) {
            endTold = true;
            if (failed || inlet.broken()) {
                fail();
            } else {
                transport.events().onInputEnd(side);
            }
        } else if (failed && !inlet.readable()) {
            fail(); // It takes nothing and had no last words: a unix domain socket whose reader is gone.
        }
    }

    /** The other side's octets cannot be delivered. A server's last words may still be there. */
    private void onWriteFailed() {
        failed = true;
        outlet.drop();
        if (side == Side.SERVER && !endTold) {
            inlet.signalBroken();
            await(false);
        } else {
            fail();
        }
    }

    private void fail() {
        failed = true;
        outlet.drop();
        if (!failureTold && !closing) {
            failureTold = true;
            transport.events().onReset(side);
        }
    }

    /** Puts octets that were held in front of everything else. */
    void write(int octets) {
        outlet.write(loop.scratch, 0, octets);
        if (outlet.broken() && !failed) {
            onWriteFailed();
        }
    }

    /** Tries to deliver what it owes. */
    private void flush() {
        outlet.flush();
        if (outlet.broken() && !failed) {
            onWriteFailed();
        }
        if (!outlet.owes()) {
            if (outlet.finWanted()) {
                loop.endOfTurn(this);
            }
            if (!closing) {
                transport.events().onDrained(side);
                transport.resume(this);
            }
        }
    }

    void shutdownOutput() {
        outlet.wantFin();
        loop.endOfTurn(this);
    }

    void cutOutput() {
        outlet.drop();
        shutdownOutput();
    }

    void close() {
        if (!closing) {
            closing = true;
            outlet.wantFin();
            loop.endOfTurn(this);
        }
    }

    void reset() {
        if (!released) {
            outlet.flush();
            outlet.drop();
            outlet.resetOnClose();
            closing = true;
            failed = true;
            loop.endOfTurn(this);
        }
    }

    /** After all events of a turn: FIN, or what a close waits for. */
    void endOfTurn() {
        if (released) {
            return;
        }
        outlet.uncork();
        if (!closing && !finPostponed && !outlet.corked()) {
            // The peer may be about to close, too; then close(2) says FIN, and a packet and a wake-up are saved.
            finPostponed = true;
            loop.endOfNextTurn(this);
        } else if (!closing) {
            outlet.sendFinIfDue();
        } else if (!releaseIfDone() && lingering == null) {
            socket.mute(false);
            lingering = new Lingering(loop, this::giveUp);
            linger();
        }
    }

    private boolean releaseIfDone() {
        if (failed || outlet.broken() || (inlet.ended() && !outlet.owes())) {
            release();
        }
        return released;
    }

    /** Reads and drops: unread input at close would make the kernel reset what is on its way to the peer. */
    private void linger() {
        Lingering bounds = lingering;
        if (released || bounds == null) {
            return;
        }
        if (outlet.owes()) {
            outlet.flush();
        }
        outlet.sendFinIfDue();
        while (inlet.readable()) {
            if (bounds.enough(inlet.receive(loop.scratchSize()))) {
                inlet.stop();
            }
        }
        if (!releaseIfDone() && inlet.broken()) {
            release();
        }
    }

    /** The patience of a lingering close is over. */
    private void giveUp() {
        if (!released) {
            if (outlet.owes()) {
                outlet.resetOnClose();
            }
            release();
        }
    }

    @Override
    public void onBug(RuntimeException bug) {
        transport.onBug(bug);
    }

    @Override
    public void onLoopEnd() {
        release();
    }

    /** Closes the descriptor. */
    void release() {
        if (!released) {
            released = true;
            closing = true;
            if (lingering != null) {
                lingering.stop();
            }
            outlet.drop();
            socket.release();
            transport.onReleased(this);
        }
    }
}
