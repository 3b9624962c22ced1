package haproxyj.proxy.session;

import haproxyj.proxy.session.Termination.Cause;

/**
 * How a session with a connected server ends, as HAProxy does it (src/stream.c, src/stconn.c). The end of one side's input,
 * by its FIN or by silence, goes to the other side as FIN behind the data, and the other direction goes on. RST of the client
 * resets the server; RST of the server becomes FIN for the client behind all that was read. A side that takes nothing for
 * too long loses what waits for it.
 *
 * <p>Every event changes which directions are open; {@link #state} and {@link #over} follow from these. Owned by the
 * session's event loop.
 */
final class Tunnel {
    final SideState client;
    final SideState server;
    private final SessionSetup setup;
    private final Transport transport;
    private final SessionLedger ledger;
    private final ServerSearch search;
    private Termination verdict = Termination.NORMAL_END;
    private boolean broken;

    Tunnel(SessionSetup setup, Transport transport, SessionLedger ledger, ServerSearch search) {
        this.setup = setup;
        this.transport = transport;
        this.ledger = ledger;
        this.search = search;
        client = new SideState(Side.CLIENT, setup);
        server = new SideState(Side.SERVER, setup);
    }

    SideState of(Side side) {
        return side == Side.CLIENT ? client : server;
    }

    /** What ended it first. */
    Termination verdict() {
        return verdict;
    }

    /** So many octets of the client are held now, before there is a server. True: there are some. */
    boolean hold(int octets) {
        ledger.bytes(Side.CLIENT, (int) (octets - client.octets));
        client.octets = octets;
        return octets > 0;
    }

    /** The server is connected. */
    void open() {
        long now = now();
        client.moved(now);
        server.moved(now);
    }

    /** The state that follows from the open directions. */
    SessionState state() {
        if (!client.inputOpen && !server.inputOpen) {
            return SessionState.FLUSHING;
        }
        return client.inputOpen && server.inputOpen ? SessionState.RELAYING : SessionState.HALF_CLOSED;
    }

    /** Nothing more can come, and nothing waits to go. */
    boolean over() {
        boolean reading = client.inputOpen || server.inputOpen;
        return broken || (!reading && !transport.pending(Side.CLIENT) && !transport.pending(Side.SERVER));
    }

    /** Both directions of the server have ended and nothing waits for it: HAProxy's closed server side. */
    boolean serverDone() {
        return !server.inputOpen && !server.outputOpen && !transport.pending(Side.SERVER);
    }

    /** True: the other side begins to owe progress, so that the timer must be looked at. */
    boolean onBytes(Side from, int octets) {
        SideState source = of(from);
        source.octets += octets;
        ledger.bytes(from, octets);
        long now = now();
        source.moved(now);
        return of(from.other()).written(transport, now);
    }

    void onResumed(Side side) {
        of(side).moved(now());
    }

    void onDrained(Side side) {
        of(side).drained(now());
    }

    void onInputEnd(Side side) {
        SideState source = of(side);
        if (source.inputOpen) {
            source.inputOpen = false;
            passOn(source);
        }
    }

    /** A client may have said all it wants to say before the server was there. */
    void passOnEarlyEnd() {
        if (!client.inputOpen) {
            passOn(client);
        }
    }

    /** Says FIN to the other side for one whose input is over. */
    private void passOn(SideState source) {
        SideState sink = of(source.side.other());
        long now = now();
        source.moved(now);
        sink.moved(now);
        if (sink.outputOpen) {
            sink.outputOpen = false;
            transport.shutdownOutput(sink.side);
        }
    }

    void onReset(Side side) {
        if (verdict.equals(Termination.NORMAL_END)) {
            ledger.aborted(side, side == Side.SERVER);
        }
        Termination why = Termination.ofReset(side, serverDone());
        if (side == Side.SERVER) {
            loseServer(why);
        } else {
            blame(why);
            transport.reset(Side.SERVER);
            broken = true;
        }
    }

    void onKilled(Cause cause) {
        loseServer(new Termination(cause, state().phase(serverDone())));
    }

    /** The server is gone: the client gets what was read, then FIN; it is not read any more, only its progress counts. */
    private void loseServer(Termination why) {
        blame(why);
        transport.reset(Side.SERVER);
        search.release();
        server.outputOpen = false;
        client.inputOpen = false;
        onInputEnd(Side.SERVER);
    }

    /** A side neither sent nor took anything for its whole limit. */
    void onIdle(SideState late) {
        Termination why = Termination.ofIdle(late.side, serverDone());
        blame(why);
        boolean silent = late.inputOpen && !transport.paused(late.side);
        if (transport.pending(late.side)) {
            if (late == server && server.inputOpen) {
                loseServer(why);
                return;
            }
            late.outputOpen = false;
            transport.cutOutput(late.side);
            // What the other side still sends has nowhere to go.
            of(late.side.other()).inputOpen = false;
        }
        if (silent) {
            onInputEnd(late.side);
        }
    }

    /** What ended it first is what is logged. */
    private void blame(Termination why) {
        if (verdict.equals(Termination.NORMAL_END)) {
            verdict = why;
        }
    }

    private long now() {
        return setup.nanoClock().getAsLong();
    }
}
