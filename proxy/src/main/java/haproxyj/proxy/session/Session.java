package haproxyj.proxy.session;

import haproxyj.proxy.config.BackendConfig;
import haproxyj.proxy.config.FrontendConfig;
import haproxyj.proxy.proxyprotocol.ProxyHeader;
import haproxyj.proxy.proxyprotocol.ProxyHeaderParser;
import haproxyj.proxy.proxyprotocol.ProxyHeaderParser.Result;
import haproxyj.proxy.session.Termination.Cause;
import haproxyj.proxy.session.Termination.Phase;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client with one server, from accept to the log line. Closing follows HAProxy (src/stream.c, src/stconn.c): FIN of one
 * side is passed on behind the data and the other direction goes on; RST of the client resets the server; RST of the server
 * becomes FIN for the client after all that was read. One deliberate difference: an idle timeout ends both sides at once
 * instead of only passing on a FIN, so a dead peer's slot is free again.
 *
 * <p>Threading: every method but {@link #kill} on the event loop of the transport.
 */
public final class Session implements Transport.Events, ServerSearch.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** How long a PROXY header may take where {@code timeout client} is not set. */
    private static final Duration HEADER_TIMEOUT = Duration.ofSeconds(10);

    /** States. */
    public enum State {
        /** Not started. */
        NEW,
        /** The PROXY header of the client is awaited. */
        HEADER,
        /** In line for a slot of a server. */
        QUEUED,
        /** A connect is under way. */
        CONNECTING,
        /** Waiting before the next attempt. */
        TURN_AROUND,
        /** Octets may flow both ways. */
        RELAYING,
        /** One direction has ended, the other one may still flow. */
        HALF_CLOSED,
        /** Nothing more is read; what was read is on its way out. */
        FLUSHING,
        /** Logged; the transport closes what is left. */
        ENDED
    }

    private final SessionSetup setup;
    private final Transport transport;
    private final Runnable gone;
    private final SessionLedger ledger;
    private final ServerSearch search;
    private final SideState client;
    private final SideState server;
    private final InetSocketAddress local;
    private State state = State.NEW;
    private long deadline = SideState.NEVER;
    private long armedFor = SideState.NEVER;
    private Termination verdict = Termination.NORMAL_END;
    private Optional<ProxyHeader.Addresses> proxied = Optional.empty();
    private long headerOctets;

    /**
     * A session for an accepted connection.
     *
     * @param peer address of the client
     * @param local address it connected to
     * @param gone called once, when both sockets are closed
     */
    public Session(
            SessionSetup setup, Transport transport, InetSocketAddress peer, InetSocketAddress local, Runnable gone) {
        this.setup = setup;
        this.transport = transport;
        this.local = local;
        this.gone = gone;
        FrontendConfig front = setup.frontend();
        BackendConfig back = setup.pool().config();
        ledger = new SessionLedger(setup, peer);
        Optional<Duration> tunnel =
                back.timeouts().tunnel().or(() -> front.timeouts().tunnel());
        client = new SideState(
                Side.CLIENT, front.timeouts().client(), front.timeouts().clientFin(), tunnel);
        server = new SideState(
                Side.SERVER, back.timeouts().server(), back.timeouts().serverFin(), tunnel);
        search = new ServerSearch(setup, transport, ledger, this);
    }

    /** Begins. */
    public void start(boolean acceptProxy) {
        if (acceptProxy) {
            enter(State.HEADER, "accepted", setup.frontend().timeouts().client().or(() -> Optional.of(HEADER_TIMEOUT)));
            transport.hold();
        } else {
            transport.hold();
            seek();
        }
    }

    /** Where it is. */
    public State state() {
        return state;
    }

    /** Ends the session from outside. Any thread. @param cause D, U or K, see {@link Termination.Cause} */
    public void kill(char cause) {
        transport.execute(() -> onKill(cause));
    }

    private void seek() {
        if (state != State.ENDED) {
            ledger.enterBackend();
            search.begin(ledger.client, proxyOut());
        }
    }

    private ProxyHeader proxyOut() {
        return proxied.map(a -> ProxyHeader.of(a.source(), a.destination()))
                .orElseGet(() -> ProxyHeader.of(ledger.client, local));
    }

    @Override
    public void onHeld(ByteBuffer held) {
        if (state != State.HEADER) {
            int all = held.remaining();
            int fresh = (int) (all - client.octets);
            client.octets = all;
            ledger.bytes(Side.CLIENT, fresh);
            return;
        }
        Result result = ProxyHeaderParser.parse(held);
        if (result instanceof Result.Complete complete) {
            proxied = complete.header().addresses();
            proxied.ifPresent(a -> ledger.client = a.source());
            headerOctets = complete.length();
            int rest = held.remaining() - complete.length();
            transport.discardHeld(complete.length());
            client.octets = rest;
            ledger.enterBackend();
            ledger.bytes(Side.CLIENT, rest);
            seek();
        } else if (result instanceof Result.Malformed malformed) {
            LOG.warn(
                    "frontend {}: connection from {} ended: {}; accept-proxy expects a PROXY header from every peer",
                    setup.frontend().name(),
                    ledger.client,
                    malformed.why());
            ledger.badHeader();
            end(new Termination(Cause.PROXY, Phase.HEADER));
        }
    }

    @Override
    public void onQueued() {
        BackendConfig back = setup.pool().config();
        enter(
                State.QUEUED,
                "no slot",
                back.timeouts().queue().or(() -> back.timeouts().connect()));
    }

    @Override
    public void onConnecting() {
        enter(State.CONNECTING, "assigned", setup.pool().config().timeouts().connect());
    }

    @Override
    public void onTurnAround(long nanos) {
        enter(State.TURN_AROUND, "connect failed", Optional.of(Duration.ofNanos(nanos)));
    }

    @Override
    public void onGivenUp(Termination why) {
        end(why);
    }

    @Override
    public void onConnected() {
        if (state != State.CONNECTING) {
            return;
        }
        search.connected();
        long now = now();
        client.moved(now);
        server.moved(now);
        enter(State.RELAYING, "connected", Optional.empty());
        transport.relay();
        if (state != State.RELAYING) {
            return;
        }
        if (!client.inputOpen) {
            passOnEnd(client, server);
        }
        arm();
    }

    @Override
    public void onConnectFailed(ConnectFailure why) {
        if (state == State.CONNECTING) {
            search.failed(why);
        }
    }

    @Override
    public void onBytes(Side from, int octets) {
        SideState source = of(from);
        source.octets += octets;
        ledger.bytes(from, octets);
        long now = now();
        source.moved(now);
        if (of(from.other()).written(transport, now)) {
            arm();
        }
    }

    @Override
    public void onResumed(Side side) {
        of(side).moved(now());
        arm();
    }

    @Override
    public void onDrained(Side side) {
        of(side).drained(now());
        if (state == State.FLUSHING || state == State.HALF_CLOSED) {
            settle();
        }
    }

    @Override
    public void onInputEnd(Side side) {
        SideState source = of(side);
        source.inputOpen = false;
        switch (state) {
            case HEADER -> end(new Termination(Cause.CLIENT, Phase.HEADER));
            case QUEUED, CONNECTING, TURN_AROUND -> {
                // With data sent the client may only have said that it is done; the server's answer is still wanted.
                if (client.octets == 0) {
                    abortBeforeData();
                }
            }
            case RELAYING, HALF_CLOSED -> passOnEnd(source, of(side.other()));
            case FLUSHING -> settle();
            case NEW, ENDED -> {}
        }
    }

    private void passOnEnd(SideState source, SideState sink) {
        long now = now();
        sink.outputOpen = false;
        sink.moved(now);
        source.moved(now);
        transport.shutdownOutput(sink.side);
        if (state == State.RELAYING || state == State.HALF_CLOSED) {
            enter(sink.inputOpen ? State.HALF_CLOSED : State.FLUSHING, source.side + " sent FIN", Optional.empty());
            settle();
        }
    }

    /** Ends when nothing more can come or go, else sees to the timer. */
    private void settle() {
        boolean waiting = transport.pending(Side.CLIENT) || transport.pending(Side.SERVER);
        boolean reading = state != State.FLUSHING && (client.inputOpen || server.inputOpen);
        if (!waiting && !reading) {
            end(verdict);
        } else if (state != State.ENDED) {
            arm();
        }
    }

    private void abortBeforeData() {
        Phase phase = phase();
        ledger.aborted(Side.CLIENT, false);
        end(new Termination(Cause.CLIENT, phase));
    }

    @Override
    public void onReset(Side side) {
        switch (state) {
            case HEADER -> end(new Termination(Cause.CLIENT, Phase.HEADER));
            case QUEUED, CONNECTING, TURN_AROUND -> abortBeforeData();
            case RELAYING, HALF_CLOSED, FLUSHING -> {
                Termination why = Termination.ofReset(side, serverDone());
                if (verdict.equals(Termination.NORMAL_END)) {
                    ledger.aborted(side, side == Side.SERVER);
                }
                if (side == Side.CLIENT) {
                    transport.reset(Side.SERVER);
                    end(why);
                } else {
                    loseServer(why);
                }
            }
            case NEW, ENDED -> {}
        }
    }

    /** The server is gone: the client gets what was read, then FIN. */
    private void loseServer(Termination why) {
        if (verdict.equals(Termination.NORMAL_END)) {
            verdict = why;
        }
        transport.reset(Side.SERVER);
        search.release();
        server.inputOpen = false;
        server.outputOpen = false;
        client.outputOpen = false;
        // From here on the client is not read any more; only its progress counts.
        client.inputOpen = false;
        if (transport.pending(Side.CLIENT)) {
            client.moved(now());
            transport.shutdownOutput(Side.CLIENT);
            if (state != State.ENDED) {
                enter(State.FLUSHING, why.letters(), Optional.empty());
                settle();
            }
        } else {
            end(verdict);
        }
    }

    private void onKill(char cause) {
        Cause who = Termination.Cause.ofKill(cause);
        switch (state) {
            case CONNECTING -> {
                // A server that goes down while we connect is a failed attempt: the next one may be better.
                if (who == Cause.SERVER_DOWN) {
                    transport.abandonConnect();
                    search.failed(ConnectFailure.UNREACHABLE);
                } else {
                    end(new Termination(who, Phase.CONNECT));
                }
            }
            case RELAYING, HALF_CLOSED, FLUSHING ->
                loseServer(new Termination(who, serverDone() ? Phase.LAST : Phase.DATA));
            case NEW, HEADER, QUEUED, TURN_AROUND -> end(new Termination(who, phase()));
            case ENDED -> {}
        }
    }

    @Override
    public void onSlotKilled(char cause) {
        onKill(cause);
    }

    @Override
    public void onTimer() {
        armedFor = SideState.NEVER;
        long now = now();
        switch (state) {
            case HEADER, QUEUED, CONNECTING, TURN_AROUND -> {
                if (deadline - now > 0) {
                    arm();
                } else {
                    onDeadline();
                }
            }
            case RELAYING, HALF_CLOSED, FLUSHING -> {
                boolean half = state != State.RELAYING;
                long clientLeft = client.left(transport, half, now);
                long serverLeft = server.left(transport, half, now);
                if (Math.min(clientLeft, serverLeft) > 0) {
                    arm();
                } else {
                    onIdle(clientLeft <= serverLeft ? client : server);
                }
            }
            case NEW, ENDED -> {}
        }
    }

    private void onDeadline() {
        switch (state) {
            case HEADER -> {
                ledger.badHeader();
                end(new Termination(Cause.CLIENT_TIMEOUT, Phase.HEADER));
            }
            case QUEUED -> end(new Termination(Cause.SERVER_TIMEOUT, Phase.QUEUE));
            case CONNECTING -> {
                transport.abandonConnect();
                search.failed(ConnectFailure.TIMEOUT);
            }
            default -> search.turnAroundOver();
        }
    }

    private void onIdle(SideState late) {
        if (verdict.equals(Termination.NORMAL_END)) {
            verdict = Termination.ofIdle(late.side, serverDone());
        }
        // A side that did not take its data is reset, so that it cannot take the part for the whole.
        boolean clientStuck = transport.pending(Side.CLIENT);
        if (late == client || state == State.FLUSHING) {
            if (transport.pending(Side.SERVER)) {
                transport.reset(Side.SERVER);
            }
            if (clientStuck) {
                transport.reset(Side.CLIENT);
            }
            end(verdict);
        } else if (transport.pending(Side.SERVER)) {
            loseServer(verdict);
        } else if (clientStuck) {
            transport.close(Side.SERVER);
            loseServer(verdict);
        } else {
            end(verdict);
        }
    }

    private Phase phase() {
        return switch (state) {
            case NEW, HEADER -> Phase.HEADER;
            case QUEUED -> Phase.QUEUE;
            case CONNECTING, TURN_AROUND -> Phase.CONNECT;
            case RELAYING, HALF_CLOSED, FLUSHING -> serverDone() ? Phase.LAST : Phase.DATA;
            case ENDED -> Phase.NORMAL;
        };
    }

    /** Both directions of the server have ended and nothing waits for it: HAProxy's closed server side. */
    private boolean serverDone() {
        return !server.inputOpen && !server.outputOpen && !transport.pending(Side.SERVER);
    }

    private void end(Termination why) {
        if (state == State.ENDED) {
            return;
        }
        boolean connecting = state == State.CONNECTING;
        enter(State.ENDED, why.letters(), Optional.empty());
        search.stop();
        ledger.end(why);
        search.release();
        if (connecting) {
            transport.abandonConnect();
        }
        transport.close(Side.SERVER);
        transport.close(Side.CLIENT);
    }

    @Override
    public void onGone() {
        if (state != State.ENDED) {
            end(new Termination(Cause.RESOURCES, phase()));
        }
        gone.run();
    }

    /** The only place where the state changes. */
    private void enter(State next, String why, Optional<Duration> limit) {
        if (LOG.isTraceEnabled()) {
            LOG.trace("{}: {} to {}: {} (PROXY header {} octets)", ledger.client, state, next, why, headerOctets);
        }
        state = next;
        deadline = limit.isPresent() ? now() + limit.get().toNanos() : SideState.NEVER;
        if (limit.isPresent()) {
            arm();
        }
    }

    /** Sets the timer if it would fire too late; too early costs one look. */
    private void arm() {
        long now = now();
        long left;
        if (state == State.RELAYING || state == State.HALF_CLOSED || state == State.FLUSHING) {
            boolean half = state != State.RELAYING;
            left = Math.min(
                    client.sleep(transport, half, client.left(transport, half, now)),
                    server.sleep(transport, half, server.left(transport, half, now)));
        } else {
            left = deadline == SideState.NEVER ? SideState.NEVER : deadline - now;
        }
        if (left == SideState.NEVER || state == State.ENDED) {
            return;
        }
        long at = now + Math.max(left, TimeUnit.MILLISECONDS.toNanos(1));
        if (armedFor == SideState.NEVER || at - armedFor < 0) {
            armedFor = at;
            transport.wakeAfter(at - now);
        }
    }

    private SideState of(Side side) {
        return side == Side.CLIENT ? client : server;
    }

    private long now() {
        return setup.nanoClock().getAsLong();
    }
}
