package haproxyj.bench.matrix;

import haproxyj.bench.matrix.Cell.Event;
import haproxyj.bench.matrix.Cell.Side;
import haproxyj.bench.matrix.Cell.State;
import haproxyj.bench.matrix.Outcome.Delivery;
import haproxyj.bench.matrix.Outcome.Seen;
import haproxyj.bench.proxy.LogBook;
import haproxyj.bench.proxy.TcplogLine;
import java.io.IOException;
import java.util.Optional;

/** Plays one cell against a running proxy: build the state, act, watch both sides until the access-log line is there. One thread. */
final class Play {
    private static final long EARLY_BYTES = 1024;
    private static final long FLOW_BYTES = 256 * 1024;
    private static final long ANSWER_BYTES = 64 * 1024;
    private static final long SETTLE_MILLIS = 100;
    private static final long RESUME_MILLIS = 250;
    private static final long LOOK_MILLIS = 300;
    private static final long WATCH_MILLIS = 6_000;

    private final Cell cell;
    private final LogBook log;
    private final String section;
    private final Stage stage;
    private boolean answered;
    private boolean resumed;

    private Play(Scenario scenario, LogBook log) {
        this.cell = scenario.cell();
        this.section = scenario.section();
        this.log = log;
        this.stage = new Stage(scenario);
    }

    /**
     * Plays the cell.
     *
     * @throws IOException when its state cannot be built: the proxy does not accept, connect or take data as it should
     */
    static Outcome of(Scenario scenario, LogBook log) throws IOException, InterruptedException {
        Play play = new Play(scenario, log);
        try {
            play.build();
            play.act();
            return play.watch();
        } finally {
            play.stage.close();
        }
    }

    private void build() throws IOException, InterruptedException {
        State state = cell.state();
        if (state.isQueued()) {
            stage.occupyServer();
        }
        stage.connectClient(state == State.FULL_S2C);
        if (state.hasEarlyData()) {
            stage.client().send(EARLY_BYTES);
        }
        if (state.isBeforeConnect()) {
            if (cell.side() == Side.SERVER && cell.event() == Event.FIN && !state.isQueued()) {
                stage.until("the server accepts", () -> stage.server().isPresent());
            } else {
                stage.pumpFor(SETTLE_MILLIS);
            }
            return;
        }
        stage.until("the server accepts", () -> stage.server().isPresent());
        Peer client = stage.client();
        Peer server = stage.server().orElseThrow();
        switch (state) {
            case C2S -> flow(client, server);
            case S2C -> flow(server, client);
            case FULL_C2S -> fill(client, server);
            case FULL_S2C -> fill(server, client);
            default -> stage.pumpFor(SETTLE_MILLIS);
        }
    }

    private void flow(Peer from, Peer to) throws IOException, InterruptedException {
        from.send(FLOW_BYTES);
        stage.until("data flows", () -> to.received() == FLOW_BYTES);
    }

    private void fill(Peer from, Peer to) throws IOException, InterruptedException {
        to.reading(false);
        from.sendOn();
        stage.untilStuck(from);
    }

    /** The side that acts; absent where its kernel does it all. A queued client's server acts on the connection it has. */
    private Optional<Peer> actor() {
        if (cell.side() == Side.CLIENT) {
            return Optional.of(stage.client());
        }
        return cell.state().isQueued() ? stage.occupant() : stage.server();
    }

    private Optional<Peer> other() {
        return cell.side() == Side.CLIENT ? stage.server() : Optional.of(stage.client());
    }

    private boolean sends(Side side) {
        return switch (cell.state()) {
            case C2S, FULL_C2S -> side == Side.CLIENT;
            case S2C, FULL_S2C -> side == Side.SERVER;
            default -> false;
        };
    }

    private boolean isFull() {
        return cell.state() == State.FULL_C2S || cell.state() == State.FULL_S2C;
    }

    private void act() throws IOException {
        boolean kernelActs = cell.state().isBeforeConnect() && (cell.event() == Event.SILENCE || actor().isEmpty());
        stage.markEvent(kernelActs);
        if (!cell.state().isBeforeConnect() && !sends(cell.side()) && cell.state() != State.IDLE) {
            other().ifPresent(Peer::sendOn);
        }
        if (actor().isEmpty() || (cell.state().isBeforeConnect() && cell.event() == Event.SILENCE)) {
            return;
        }
        Peer actor = actor().get();
        switch (cell.event()) {
            case FIN, HELD -> {
                actor.stopSending();
                if (sends(cell.side()) && !isFull()) {
                    actor.send(ANSWER_BYTES);
                }
                actor.finAtGoal();
            }
            case RST -> actor.reset();
            case SILENCE -> {
                actor.stopSending();
                actor.reading(false);
            }
        }
    }

    /** What the sides do by themselves after the event. */
    private void react() {
        other().ifPresent(this::answer);
        if (cell.state().isQueued() && cell.side() == Side.SERVER) {
            stage.vacate();
            stage.server().ifPresent(server -> exchange(stage.client(), server));
        }
        boolean comesBack = cell.event() == Event.FIN || (cell.event() == Event.RST && sends(cell.side()));
        if (isFull() && comesBack && !resumed && stage.millisSinceEvent() >= RESUME_MILLIS) {
            resumed = true;
            (sends(Side.CLIENT) ? stage.server() : Optional.of(stage.client())).ifPresent(peer -> peer.reading(true));
        }
    }

    private void answer(Peer other) {
        if (answered || other.sight() != Peer.Sight.FIN) {
            return;
        }
        answered = true;
        switch (cell.event()) {
            case FIN -> {
                other.stopSending();
                other.send(ANSWER_BYTES);
                other.finAtGoal();
            }
            case HELD -> other.stopSending();
            case RST, SILENCE -> other.close();
        }
    }

    /** A freed slot is used for one request and one answer, closed by both. */
    private void exchange(Peer client, Peer server) {
        if (!resumed) {
            resumed = true;
            client.send(ANSWER_BYTES);
            client.finAtGoal();
        }
        if (server.sight() == Peer.Sight.FIN && server.sent() == 0) {
            server.send(ANSWER_BYTES);
            server.finAtGoal();
        }
    }

    private Outcome watch() throws IOException, InterruptedException {
        int clientPort = stage.clientPort();
        Optional<TcplogLine> line = Optional.empty();
        while (line.isEmpty() && stage.millisSinceEvent() < WATCH_MILLIS) {
            stage.pump();
            react();
            line = log.find(section, clientPort);
        }
        // Sides that were not reading look now; when the end came is unknown to them.
        boolean otherLate = other().map(peer -> !peer.isReading()).orElse(false);
        boolean actorLate = actor().map(peer -> !peer.isReading()).orElse(false);
        stage.lookFor(LOOK_MILLIS);
        Peer client = stage.client();
        Optional<Peer> server = stage.server();
        return new Outcome(
                Delivery.of(
                        client.sent(),
                        server.map(Peer::received).orElse(0L),
                        server.map(Peer::isIntact).orElse(true)),
                Delivery.of(server.map(Peer::sent).orElse(0L), client.received(), client.isIntact()),
                seen(other(), otherLate, false),
                seen(
                        cell.state().isQueued() && cell.side() == Side.SERVER ? Optional.empty() : actor(),
                        actorLate,
                        cell.event() == Event.RST),
                line.map(TcplogLine::termination).orElse("??"),
                line.map(found -> (found.redispatched() ? "+" : "") + found.retries())
                        .orElse("?"));
    }

    private Seen seen(Optional<Peer> peer, boolean late, boolean gone) {
        if (peer.isEmpty() || gone) {
            return Seen.NOT_LOOKED;
        }
        Peer.Sight sight = peer.get().sight();
        if (sight == Peer.Sight.NOTHING) {
            return Seen.NOTHING;
        }
        return late
                ? new Seen(sight.name(), Seen.LATE)
                : Seen.of(sight.name(), stage.millisFromEvent(peer.get().sightNanos()));
    }
}
