package haproxyj.proxy.frontend;

import haproxyj.proxy.config.BindConfig;
import haproxyj.proxy.relay.ChannelTransport;
import haproxyj.proxy.relay.TransportKind;
import haproxyj.proxy.session.Session;
import haproxyj.proxy.session.SessionSetup;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The listeners of a section and the sessions they began. At {@code maxconn}, its own or the process's, it stops accepting
 * and the kernel's backlog holds the rest (HAProxy manual 3.2 and 4.2).
 *
 * <p>Threading: any thread; a session runs on the least loaded event loop, both sides on the same one.
 */
public final class Frontend {
    private final SessionSetup setup;
    private final TransportKind kind;
    private final EventLoopGroup acceptors;
    private final LoopLoad loops;
    private final ConnectionLimit process;
    private final ConnectionLimit own;
    private final Runnable resume = this::resumeAll;
    private final List<Listener> listeners = new ArrayList<>();
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private volatile boolean stopped;

    /**
     * Prepares a frontend; nothing is bound yet.
     *
     * @param acceptors event loops of the listening sockets; may be the group behind {@code loops}
     * @param loops event loops of the sessions
     * @param process shared by all frontends
     */
    public Frontend(
            SessionSetup setup, TransportKind kind, EventLoopGroup acceptors, LoopLoad loops, ConnectionLimit process) {
        this.setup = setup;
        this.kind = kind;
        this.acceptors = acceptors;
        this.loops = loops;
        this.process = process;
        own = new ConnectionLimit(setup.frontend().maxconn());
        for (BindConfig bind : setup.frontend().binds()) {
            listeners.add(new Listener(
                    bind,
                    channel -> accept(channel, bind),
                    () -> own.full() || process.full(),
                    setup.frontendCounters().requestErrors::increment));
        }
    }

    /** Binds all addresses; completes with them in file order, or exceptionally with nothing left bound. */
    public CompletionStage<List<InetSocketAddress>> start() {
        process.onRoom(resume);
        own.onRoom(resume);
        List<CompletableFuture<InetSocketAddress>> bound = new ArrayList<>();
        for (Listener listener : listeners) {
            bound.add(listener.bind(kind, acceptors));
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
        CompletableFuture.allOf(listeners.stream().map(Listener::close).toArray(CompletableFuture[]::new))
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
        listeners.forEach(Listener::resume);
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
            transport = new ChannelTransport(kind, channel, setup.frontend().keepalive());
        } catch (RuntimeException e) { // a socket that is broken already takes no options
            channel.close();
            leave(place);
            return;
        }
        Gone gone = new Gone(place);
        Session session = new Session(setup, transport, peer, local, gone);
        gone.session = session;
        sessions.add(session);
        transport.start(session);
        session.start(bind.acceptProxy());
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
