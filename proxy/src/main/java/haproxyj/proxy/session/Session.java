package haproxyj.proxy.session;

import haproxyj.proxy.config.BackendConfig;
import haproxyj.proxy.session.Termination.Cause;
import haproxyj.proxy.session.Termination.Phase;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
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

    private final SessionSetup setup;
    private final Transport transport;
    private final Runnable gone;
    private final SessionLedger ledger;
    private final ServerSearch search;
    private final SideState client;
    private final SideState server;
    private final Preface preface;
    private final Deadlines deadlines;
    private SessionState state = SessionState.NEW;
    private Termination verdict = Termination.NORMAL_END;

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
        this.gone = gone;
        ledger = new SessionLedger(setup, peer);
        preface = new Preface(ledger, local);
        client = SideState.ofClient(setup);
        server = SideState.ofServer(setup);
        deadlines = new Deadlines(transport, client, server, setup.nanoClock());
        search = new ServerSearch(setup, transport, ledger, this);
    }

    /** Begins. */
    public void start(boolean acceptProxy) {
        if (acceptProxy) {
            Optional<Duration> limit = setup.frontend().timeouts().client();
            enter(SessionState.HEADER, "accepted", limit.or(() -> Optional.of(HEADER_TIMEOUT)));
        }
        transport.hold();
        if (!acceptProxy) {
            seek();
        }
    }

    /** Where it is. */
    public SessionState state() {
        return state;
    }

    /** Ends the session from outside, cause D, U or K ({@link Termination.Cause}). Any thread. */
    public void kill(char cause) {
        transport.execute(() -> onSlotKilled(cause));
    }

    private void seek() {
        if (state != SessionState.ENDED) {
            ledger.enterBackend();
            search.begin(ledger.client, preface.forServer());
        }
    }

    @Override
    public void onHeld(ByteBuffer held) {
        if (state != SessionState.HEADER) {
            int all = held.remaining();
            int fresh = (int) (all - client.octets);
            client.octets = all;
            ledger.bytes(Side.CLIENT, fresh);
            return;
        }
        int length = preface.read(held);
        if (length == Preface.MALFORMED) {
            end(new Termination(Cause.PROXY, Phase.HEADER));
        } else if (length != Preface.NEED_MORE) {
            int rest = held.remaining() - length;
            transport.discardHeld(length);
            client.octets = rest;
            ledger.enterBackend();
            ledger.bytes(Side.CLIENT, rest);
            seek();
        }
    }

    @Override
    public void onQueued() {
        BackendConfig back = setup.pool().config();
        enter(
                SessionState.QUEUED,
                "no slot",
                back.timeouts().queue().or(() -> back.timeouts().connect()));
    }

    @Override
    public void onConnecting() {
        enter(
                SessionState.CONNECTING,
                "assigned",
                setup.pool().config().timeouts().connect());
    }

    @Override
    public void onTurnAround(long nanos) {
        enter(SessionState.TURN_AROUND, "connect failed", Optional.of(Duration.ofNanos(nanos)));
    }

    @Override
    public void onGivenUp(Termination why) {
        end(why);
    }

    @Override
    public void onConnected() {
        if (state != SessionState.CONNECTING) {
            return;
        }
        search.connected();
        long now = now();
        client.moved(now);
        server.moved(now);
        enter(SessionState.RELAYING, "connected", Optional.empty());
        transport.relay();
        if (state != SessionState.RELAYING) {
            return;
        }
        if (!client.inputOpen) {
            passOnEnd(client, server);
        }
        deadlines.arm(state);
    }

    @Override
    public void onConnectFailed(ConnectFailure why) {
        if (state == SessionState.CONNECTING) {
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
            deadlines.arm(state);
        }
    }

    @Override
    public void onResumed(Side side) {
        of(side).moved(now());
        deadlines.arm(state);
    }

    @Override
    public void onDrained(Side side) {
        of(side).drained(now());
        if (state == SessionState.FLUSHING || state == SessionState.HALF_CLOSED) {
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
        if (state == SessionState.RELAYING || state == SessionState.HALF_CLOSED) {
            enter(
                    sink.inputOpen ? SessionState.HALF_CLOSED : SessionState.FLUSHING,
                    source.side + " sent FIN",
                    Optional.empty());
            settle();
        }
    }

    /** Ends when nothing more can come or go, else sees to the timer. */
    private void settle() {
        boolean waiting = transport.pending(Side.CLIENT) || transport.pending(Side.SERVER);
        boolean reading = state != SessionState.FLUSHING && (client.inputOpen || server.inputOpen);
        if (!waiting && !reading) {
            end(verdict);
        } else {
            deadlines.arm(state);
        }
    }

    private void abortBeforeData() {
        ledger.aborted(Side.CLIENT, false);
        end(new Termination(Cause.CLIENT, phase()));
    }

    @Override
    public void onReset(Side side) {
        switch (state) {
            case HEADER, QUEUED, CONNECTING, TURN_AROUND -> abortBeforeData();
            case RELAYING, HALF_CLOSED, FLUSHING -> {
                Termination why = Termination.ofReset(side, serverDone());
                if (verdict.equals(Termination.NORMAL_END)) {
                    ledger.aborted(side, side == Side.SERVER);
                }
                blame(why);
                if (side == Side.CLIENT) {
                    transport.reset(Side.SERVER);
                    end(verdict);
                } else {
                    loseServer(why);
                }
            }
            case NEW, ENDED -> {}
        }
    }

    /** The server is gone: the client gets what was read, then FIN. */
    private void loseServer(Termination why) {
        blame(why);
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
            if (state != SessionState.ENDED) {
                enter(SessionState.FLUSHING, why.letters(), Optional.empty());
                settle();
            }
        } else {
            end(verdict);
        }
    }

    @Override
    public void onSlotKilled(char cause) {
        Cause who = Cause.ofKill(cause);
        if (state == SessionState.CONNECTING && who == Cause.SERVER_DOWN) {
            // A server that goes down while we connect is a failed attempt: the next one may be better.
            transport.abandonConnect();
            search.failed(ConnectFailure.UNREACHABLE);
        } else if (state.connected()) {
            loseServer(new Termination(who, phase()));
        } else {
            end(new Termination(who, phase()));
        }
    }

    @Override
    public void onTimer() {
        deadlines.fired();
        if (state.connected()) {
            Optional<SideState> late = deadlines.late(state);
            if (late.isPresent()) {
                onIdle(late.get());
            } else {
                deadlines.arm(state);
            }
        } else if (deadlines.passed()) {
            onDeadline();
        } else {
            deadlines.arm(state);
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
        blame(Termination.ofIdle(late.side, serverDone()));
        boolean owing = transport.pending(Side.SERVER) || transport.pending(Side.CLIENT);
        if (late == server && state != SessionState.FLUSHING && owing) {
            loseServer(verdict);
            return;
        }
        // A side that did not take its data is reset, so that it cannot take the part for the whole.
        for (Side side : Side.values()) {
            if (transport.pending(side)) {
                transport.reset(side);
            }
        }
        end(verdict);
    }

    /** What ended it first is what is logged. */
    private void blame(Termination why) {
        if (verdict.equals(Termination.NORMAL_END)) {
            verdict = why;
        }
    }

    private Phase phase() {
        return state.phase(serverDone());
    }

    /** Both directions of the server have ended and nothing waits for it: HAProxy's closed server side. */
    private boolean serverDone() {
        return !server.inputOpen && !server.outputOpen && !transport.pending(Side.SERVER);
    }

    private void end(Termination why) {
        if (state == SessionState.ENDED) {
            return;
        }
        boolean connecting = state == SessionState.CONNECTING;
        enter(SessionState.ENDED, why.letters(), Optional.empty());
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
        if (state != SessionState.ENDED) {
            end(new Termination(Cause.RESOURCES, phase()));
        }
        gone.run();
    }

    /** The only place where the state changes. */
    private void enter(SessionState next, String why, Optional<Duration> limit) {
        if (LOG.isTraceEnabled()) {
            LOG.trace("{}: {} to {}: {}", ledger.client, state, next, why);
        }
        state = next;
        deadlines.limit(limit);
    }

    private SideState of(Side side) {
        return side == Side.CLIENT ? client : server;
    }

    private long now() {
        return setup.nanoClock().getAsLong();
    }
}
