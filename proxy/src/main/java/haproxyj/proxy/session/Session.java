package haproxyj.proxy.session;

import haproxyj.proxy.config.Timeouts;
import haproxyj.proxy.session.Termination.Cause;
import haproxyj.proxy.session.Termination.Phase;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client with one server, from accept to the log line. {@link ServerSearch} finds the server, {@link Tunnel} knows the
 * rules of closing once octets flow; here are the states, and the one timer's meaning in each.
 *
 * <p>Threading: every method but {@link #kill} on the event loop of the transport.
 */
public final class Session implements Transport.Events, ServerSearch.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final SessionSetup setup;
    private final Transport transport;
    private final Runnable gone;
    private final SessionLedger ledger;
    private final ServerSearch search;
    private final Tunnel tunnel;
    private final Preface preface;
    private final Deadlines deadlines;
    private SessionState state = SessionState.NEW;

    /**
     * A session for an accepted connection.
     *
     * @param peer address of the client
     * @param local address it connected to; asked only when a server is to be told
     * @param gone called once, when both sockets are closed
     */
    public Session(
            SessionSetup setup,
            Transport transport,
            InetSocketAddress peer,
            Supplier<InetSocketAddress> local,
            Runnable gone) {
        this.setup = setup;
        this.transport = transport;
        this.gone = gone;
        ledger = new SessionLedger(setup, peer);
        preface = new Preface(ledger, local);
        search = new ServerSearch(setup, transport, ledger, this);
        tunnel = new Tunnel(setup, transport, ledger, search);
        deadlines = new Deadlines(transport, tunnel, setup.nanoClock());
    }

    /** Begins. */
    public void start(boolean acceptProxy) {
        if (acceptProxy) {
            enter(SessionState.HEADER, "accepted", Preface.limit(clientLimit()));
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
            if (tunnel.client.octets == 0) {
                deadlines.awaitClient(clientLimit());
            }
            search.begin(ledger.client, preface::forServer);
        }
    }

    @Override
    public void onHeld(ByteBuffer held) {
        if (state != SessionState.HEADER) {
            hold(held.remaining());
            return;
        }
        int length = preface.read(held);
        if (length == Preface.MALFORMED) {
            end(new Termination(Cause.PROXY, Phase.HEADER));
        } else if (length != Preface.NEED_MORE) {
            int rest = held.remaining() - length;
            transport.discardHeld(length);
            ledger.enterBackend();
            hold(rest);
            seek();
        }
    }

    /** The client has spoken, so from now on it is for us to answer: its own timeout waits until octets flow. */
    private void hold(int octets) {
        if (tunnel.hold(octets)) {
            deadlines.awaitClient(Optional.empty());
        }
    }

    @Override
    public void onQueued() {
        Timeouts limits = setup.pool().config().timeouts();
        enter(SessionState.QUEUED, "no slot", limits.queue().or(limits::connect));
    }

    @Override
    public void onConnecting() {
        Timeouts limits = setup.pool().config().timeouts();
        enter(SessionState.CONNECTING, "assigned", limits.connect());
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
        tunnel.open();
        enter(SessionState.RELAYING, "connected", Optional.empty());
        transport.relay();
        if (state.connected()) {
            tunnel.passOnEarlyEnd();
            settle("client sent FIN early");
        }
    }

    @Override
    public void onConnectFailed(ConnectFailure why) {
        if (state == SessionState.CONNECTING) {
            search.failed(why);
        }
    }

    @Override
    public void onBytes(Side from, int octets) {
        if (tunnel.onBytes(from, octets)) {
            deadlines.arm(state);
        }
    }

    @Override
    public void onResumed(Side side) {
        tunnel.onResumed(side);
        deadlines.arm(state);
    }

    @Override
    public void onDrained(Side side) {
        tunnel.onDrained(side);
        if (state.connected()) {
            settle("drained");
        }
    }

    @Override
    public void onInputEnd(Side side) {
        if (state.connected()) {
            tunnel.onInputEnd(side);
            settle("FIN");
        } else if (state != SessionState.ENDED) {
            tunnel.client.inputOpen = false;
            // With data sent the client may only have said that it is done; the server's answer is still wanted.
            if (tunnel.client.octets == 0) {
                abort(phase());
            }
        }
    }

    @Override
    public void onReset(Side side) {
        if (state.connected()) {
            tunnel.onReset(side);
            settle("reset");
        } else if (state != SessionState.ENDED) {
            // HAProxy files an error of the client's socket under D wherever it happens.
            abort(state == SessionState.HEADER ? Phase.HEADER : Phase.DATA);
        }
    }

    /** The client left before there was a server. */
    private void abort(Phase where) {
        ledger.aborted(Side.CLIENT, false);
        end(new Termination(Cause.CLIENT, where));
    }

    @Override
    public void onSlotKilled(char cause) {
        Cause who = Cause.ofKill(cause);
        if (state.connected()) {
            tunnel.onKilled(who);
            settle("killed");
        } else if (state == SessionState.CONNECTING && who == Cause.SERVER_DOWN) {
            // A server that goes down while we connect is a failed attempt: the next one may be better.
            transport.abandonConnect();
            search.failed(ConnectFailure.UNREACHABLE);
        } else {
            end(new Termination(who, phase()));
        }
    }

    /** Goes where the open directions lead: on, or to the end when nothing more can come or go. */
    private void settle(String why) {
        if (state == SessionState.ENDED) {
            return;
        }
        if (tunnel.over()) {
            end(tunnel.verdict());
            return;
        }
        if (tunnel.state() != state) {
            enter(tunnel.state(), why, Optional.empty());
        }
        deadlines.arm(state);
    }

    @Override
    public void onTimer() {
        deadlines.fired();
        if (state.connected()) {
            deadlines.late().ifPresent(tunnel::onIdle);
            settle("idle");
        } else if (deadlines.clientLate()) {
            end(new Termination(Cause.CLIENT_TIMEOUT, phase()));
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

    private Phase phase() {
        return state.phase(tunnel.serverDone());
    }

    private void end(Termination why) {
        if (state == SessionState.ENDED) {
            return;
        }
        if (state == SessionState.CONNECTING) {
            transport.abandonConnect();
        }
        enter(SessionState.ENDED, why.letters(), Optional.empty());
        search.stop();
        search.release();
        ledger.end(why);
        transport.close(Side.SERVER);
        transport.close(Side.CLIENT);
    }

    @Override
    public void onGone() {
        try {
            if (state != SessionState.ENDED) {
                end(new Termination(Cause.RESOURCES, phase()));
            }
        } finally {
            gone.run();
        }
    }

    /** The only place where the state changes. */
    private void enter(SessionState next, String why, Optional<Duration> limit) {
        LOG.trace("{}: {} to {}: {}", ledger.client, state, next, why);
        state = next;
        deadlines.enter(next, limit);
    }

    private Optional<Duration> clientLimit() {
        return setup.frontend().timeouts().client();
    }
}
