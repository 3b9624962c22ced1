package haproxyj.proxy.relay.fd;

import haproxyj.proxy.config.BindConfig;
import haproxyj.proxy.config.Keepalive;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One event loop's watch on a listening socket. Several loops may watch the same one: the kernel wakes one of them per
 * connection, and one that is awake anyway comes first (EPOLLEXCLUSIVE, epoll_ctl(2)).
 *
 * <p>Threading: owned by its loop; {@link #watch}, {@link #resume} and {@link #unwatch} from any thread.
 */
public final class FdAcceptor implements Descriptor.Watcher {
    /** Connections accepted before the sockets that wait get their turn. */
    private static final int BATCH = 16;

    private static final long ERROR_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Lets connections in. On the acceptor's loop. */
    public interface Gate {
        /** Reserves a place; false: there is none. */
        boolean tryEnter();

        /** Gives a reserved place back. */
        void leave();

        /** Whether there is no place. */
        boolean full();

        /** A connection came in, on its reserved place. The descriptor is the taker's. */
        void accepted(FdLoop loop, int descriptor, InetSocketAddress peer);

        /** accept(2) failed; it is tried again a little later. */
        void onError(IOException why);
    }

    private final FdLoop loop;
    private final Gate gate;
    private final Descriptor socket;
    private final byte[] address = new byte[32];
    private final TimerWheel.Timer afterError = new TimerWheel.Timer(this::onErrorPauseOver);
    private boolean watching;
    private boolean paused;
    private boolean pausedByError;

    private FdAcceptor(FdLoop loop, Gate gate, Descriptor.Sharing sharing) {
        this.loop = loop;
        this.gate = gate;
        socket = sharing.descriptor(this);
    }

    /**
     * Binds an address and listens; nothing is accepted before {@link #watch}.
     *
     * @param port instead of the configured one
     * @param reusePort several sockets may be bound to the address
     * @param keepalive options that accepted sockets inherit
     * @throws IOException it cannot be had
     */
    public static FdAcceptor listen(
            FdLoop loop, BindConfig bind, int port, boolean reusePort, Keepalive keepalive, Gate gate)
            throws IOException {
        InetSocketAddress at = new InetSocketAddress(bind.address().getAddress(), port);
        Descriptor.Sharing socket = Descriptor.Sharing.open(at);
        FdAcceptor acceptor = new FdAcceptor(loop, gate, socket);
        try {
            acceptor.socket.listen(at, bind.backlog(), bind.v6only(), reusePort, keepalive);
        } catch (IOException e) {
            acceptor.socket.release();
            throw e;
        }
        return acceptor;
    }

    /** Another loop's watch on the same socket. */
    public FdAcceptor on(FdLoop other) {
        return new FdAcceptor(other, gate, socket.sharing());
    }

    /** Where it listens. */
    public InetSocketAddress address() throws IOException {
        return socket.localAddress().orElseThrow(() -> new IOException("the socket has no address"));
    }

    /** Begins to accept; completes when it does. */
    public CompletableFuture<Void> watch() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                socket.watchForConnections(loop.epoll());
                watching = true;
                done.complete(null);
            } catch (IOException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    /** Accepts again if it had stopped for want of room, and there is some. */
    public void resume() {
        loop.execute(this::resumeNow);
    }

    private void resumeNow() {
        if (watching && paused && !pausedByError && !gate.full()) {
            try {
                socket.watchForConnections(loop.epoll());
                paused = false;
            } catch (IOException e) {
                pauseForError();
            }
        }
    }

    /** Closes a connection that nobody took. */
    public static void drop(int descriptor) {
        Descriptor.close(descriptor);
    }

    /** Accepts no more; completes when that is certain. */
    public CompletableFuture<Void> unwatch() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> {
            watching = false;
            loop.forget(afterError);
            socket.unwatch();
            done.complete(null);
        });
        return done;
    }

    /** Closes the socket; all that watched it have stopped. */
    public void release() {
        socket.release();
    }

    @Override
    public void onReady(int ready) {
        for (int left = BATCH; left > 0 && watching && !paused; left--) {
            if (!gate.tryEnter()) {
                pause();
                // Room may have been made between the look and the stop; nobody would tell again.
                resumeNow();
            } else if (!acceptOne()) {
                gate.leave();
                return;
            }
        }
    }

    private boolean acceptOne() {
        int descriptor;
        try {
            descriptor = socket.accept(address);
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("abort")) { // ECONNABORTED: that client has left again
                gate.onError(e);
                pauseForError();
            }
            return false;
        }
        if (descriptor == Descriptor.END) {
            return false;
        }
        gate.accepted(loop, descriptor, Descriptor.address(address));
        return true;
    }

    private void pause() {
        paused = true;
        socket.unwatch();
    }

    private void pauseForError() {
        pause();
        pausedByError = true;
        loop.wakeAfter(afterError, ERROR_PAUSE_NANOS);
    }

    private void onErrorPauseOver() {
        pausedByError = false;
        resumeNow();
    }

    @Override
    public void onBug(RuntimeException bug) {
        gate.onError(new IOException(bug));
        pauseForError();
    }

    @Override
    public void onLoopEnd() {
        watching = false;
    }
}
