package haproxyj.proxy.frontend;

import haproxyj.proxy.config.BindConfig;
import haproxyj.proxy.config.Shards;
import haproxyj.proxy.config.Splice;
import haproxyj.proxy.relay.ChannelTransport;
import haproxyj.proxy.relay.RelayKind;
import haproxyj.proxy.relay.fd.FdAcceptor;
import haproxyj.proxy.relay.fd.FdLoop;
import haproxyj.proxy.relay.fd.FdTransport;
import haproxyj.proxy.session.Session;
import haproxyj.proxy.session.SessionSetup;
import haproxyj.proxy.session.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * The listeners of a section and the sessions they began. At {@code maxconn}, its own or the process's, it stops accepting
 * and the kernel's backlog holds the rest (HAProxy manual 3.2 and 4.2).
 *
 * <p>Threading: any thread; a session runs on the least loaded event loop, both sides on the same one.
 */
public final class Frontend {
    private final SessionSetup setup;
    private final LoopLoad loops;
    private final Splice splice;
    private final ConnectionLimit process;
    private final ConnectionLimit own;
    private final Runnable resume = this::resumeAll;
    private final List<Listening> listeners = new ArrayList<>();
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private volatile boolean stopped;

    /**
     * Prepares a frontend; nothing is bound yet.
     *
     * @param loops event loops of the sessions, which accept, too
     * @param splice what is spliced, where the kind of relay can
     * @param process shared by all frontends
     */
    public Frontend(SessionSetup setup, LoopLoad loops, Splice splice, ConnectionLimit process) {
        this.setup = setup;
        this.loops = loops;
        this.splice = splice;
        this.process = process;
        own = new ConnectionLimit(setup.frontend().maxconn());
        for (BindConfig bind : setup.frontend().binds()) {
            listeners.add(listener(bind));
        }
    }

    private Listening listener(BindConfig bind) {
        if (loops.kind() == RelayKind.DESCRIPTORS) {
            return new FdListener(bind, setup.frontend().keepalive(), loops.descriptorLoops(), new Gate(bind));
        }
        return new ChannelListener(
                bind,
                loops.kind().transport(),
                loops.group(),
                channel -> accept(channel, bind),
                this::full,
                setup.frontendCounters().requestErrors::increment);
    }

    private boolean full() {
        return own.full() || process.full();
    }

    /** Binds all addresses; completes with them in file order, or exceptionally with nothing left bound. */
    public CompletionStage<List<InetSocketAddress>> start() {
        process.onRoom(resume);
        own.onRoom(resume);
        List<CompletableFuture<InetSocketAddress>> bound = new ArrayList<>();
        for (Listening listener : listeners) {
            bound.add(listener.bind());
        }
        return CompletableFuture.allOf(bound.toArray(CompletableFuture[]::new)).handle((done, error) -> {
            if (error != null) {
                stopAccepting();
                throw new java.util.concurrent.CompletionException(error.getCause() == null ? error : error.getCause());
            }
            return bound.stream().map(CompletableFuture::join).toList();
        });
    }

    /** Closes the listeners; sessions go on. */
    public void stopAccepting() {
        process.forget(resume);
        // A connection accepted at the last moment counts, too: nothing is drained before the listeners are closed.
        CompletableFuture.allOf(listeners.stream().map(Listening::close).toArray(CompletableFuture[]::new))
                .thenRun(() -> {
                    stopped = true;
                    completeIfDrained();
                });
    }

    /** Client connections now. */
    public int sessions() {
        return own.current();
    }

    /** Ends every session; the cause is the first letter of the termination state, K for an administrator. */
    public void closeAll(char cause) {
        sessions.forEach(session -> session.kill(cause));
    }

    /** Completes when accepting was stopped and the last session is gone. */
    public CompletionStage<Void> whenDrained() {
        return drained.minimalCompletionStage();
    }

    private void resumeAll() {
        listeners.forEach(Listening::resume);
    }

    /** On the listener's event loop. */
    private void accept(Channel channel, BindConfig bind) {
        process.enter();
        own.enter();
        // Before it has its handlers nothing may be read: octets would be lost on the way to its loop.
        channel.config().setAutoRead(false);
        LoopLoad.Place place = loops.enter();
        // In the pipeline before it is registered: an event of the socket (a FIN that is already there) cannot come
        // first.
        channel.pipeline().addLast(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel registered) {
                begin(registered, bind, place);
            }
        });
        place.loop().register(channel).addListener(f -> {
            if (!f.isSuccess()) {
                channel.unsafe().closeForcibly();
                leave(place);
            }
        });
    }

    /** On the session's event loop. */
    private void begin(Channel channel, BindConfig bind, LoopLoad.Place place) {
        // A peer that is gone already has no address.
        if (!(channel.remoteAddress() instanceof InetSocketAddress peer)
                || !(channel.localAddress() instanceof InetSocketAddress local)) {
            channel.close();
            leave(place);
            return;
        }
        ChannelTransport transport;
        try {
            transport = new ChannelTransport(
                    loops.kind().transport(), channel, setup.frontend().keepalive());
        } catch (RuntimeException e) { // a socket that is broken already takes no options
            channel.close();
            leave(place);
            return;
        }
        Session session = open(transport, peer, () -> local, place);
        transport.start(session);
        session.start(bind.acceptProxy());
    }

    /** On the session's event loop. */
    private void begin(FdLoop loop, int descriptor, InetSocketAddress peer, BindConfig bind, LoopLoad.Place place) {
        FdTransport transport = new FdTransport(loop, descriptor, splice);
        Session session = open(transport, peer, () -> transport.localAddress().orElse(bind.address()), place);
        transport.start(session, () -> session.start(bind.acceptProxy()));
    }

    private Session open(
            Transport transport, InetSocketAddress peer, Supplier<InetSocketAddress> local, LoopLoad.Place place) {
        Gone gone = new Gone(place);
        Session session = new Session(setup, transport, peer, local, gone);
        gone.session = session;
        sessions.add(session);
        return session;
    }

    private void leave(LoopLoad.Place place) {
        place.sessions().decrementAndGet();
        own.leave();
        process.leave();
        completeIfDrained();
    }

    private void completeIfDrained() {
        if (stopped && own.current() == 0) {
            drained.complete(null);
        }
    }

    /** Lets descriptors in, on the loop that accepted them or on one that carries less. */
    private final class Gate implements FdAcceptor.Gate {
        private final BindConfig bind;
        private final AcceptErrors errors;

        Gate(BindConfig bind) {
            this.bind = bind;
            errors = new AcceptErrors(bind.address(), setup.frontendCounters().requestErrors::increment);
        }

        @Override
        public boolean tryEnter() {
            if (!process.tryEnter()) {
                return false;
            }
            if (own.tryEnter()) {
                return true;
            }
            process.leave();
            return false;
        }

        @Override
        public void leave() {
            own.leave();
            process.leave();
        }

        @Override
        public boolean full() {
            return Frontend.this.full();
        }

        @Override
        public void accepted(FdLoop loop, int descriptor, InetSocketAddress peer) {
            LoopLoad.Place place = loops.enterNear(loop, bind.shards() == Shards.ACCEPTOR);
            FdLoop to = place.descriptors().orElse(loop);
            if (to == loop) {
                begin(loop, descriptor, peer, bind, place);
            } else {
                handOver(to, descriptor, peer, place);
            }
        }

        private void handOver(FdLoop to, int descriptor, InetSocketAddress peer, LoopLoad.Place place) {
            try {
                to.execute(() -> begin(to, descriptor, peer, bind, place));
            } catch (RejectedExecutionException ended) { // the process is about to end, and that loop did already
                FdAcceptor.drop(descriptor);
                Frontend.this.leave(place);
            }
        }

        @Override
        public void onError(IOException why) {
            errors.onError(why);
        }
    }

    /** What is to be done when a session's sockets are closed. */
    private final class Gone implements Runnable {
        private final LoopLoad.Place place;
        private @org.jspecify.annotations.Nullable Session session;

        Gone(LoopLoad.Place place) {
            this.place = place;
        }

        @Override
        public void run() {
            if (session != null) {
                sessions.remove(session);
            }
            leave(place);
        }
    }
}
