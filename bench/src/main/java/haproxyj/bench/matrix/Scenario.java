package haproxyj.bench.matrix;

import haproxyj.bench.matrix.Cell.Event;
import haproxyj.bench.matrix.Cell.Side;
import haproxyj.bench.matrix.Cell.State;
import haproxyj.bench.proxy.ProxySpec;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The server side of one cell, opened before the proxy starts, and the section that points at it. Timeouts are one second;
 * those of the side that does not act are longer, so that the log's letter says which timer fired.
 */
final class Scenario implements AutoCloseable {
    private static final int ACTOR_IDLE = 1000;
    private static final int IDLE_IN_CONNECT = 750;
    private static final int IDLE_IN_QUEUE = 250;
    private static final int OTHER_IDLE = 1600;
    private static final int ACTOR_FIN = 500;
    private static final int OTHER_FIN = 800;
    private final Cell cell;
    private final String section;
    private final Origin origin;
    private final int port;

    private Scenario(Cell cell, String section, Origin origin, int port) {
        this.cell = cell;
        this.section = section;
        this.origin = origin;
        this.port = port;
    }

    static Scenario open(Cell cell, int port) throws IOException, InterruptedException {
        return new Scenario(cell, cell.section(), Origin.open(kind(cell)), port);
    }

    /** The same cell once more, played before the others and not looked at: the first moments of a process are its slowest. */
    static Scenario warmUp(Cell cell, int port) throws IOException, InterruptedException {
        return new Scenario(cell, "warm-up." + cell.section(), Origin.open(kind(cell)), port);
    }

    private static Origin.Kind kind(Cell cell) {
        boolean connecting = cell.state() == State.CONNECTING || cell.state() == State.CONNECTING_DATA;
        if (!connecting || (cell.side() == Side.SERVER && cell.event() == Event.FIN)) {
            return Origin.Kind.ACCEPTING;
        }
        boolean refused = cell.side() == Side.SERVER && cell.event() == Event.RST;
        return refused ? Origin.Kind.REFUSING : Origin.Kind.DROPPING;
    }

    ProxySpec.Listen listen() {
        boolean client = cell.side() == Side.CLIENT;
        Map<String, Integer> timeouts = new LinkedHashMap<>();
        timeouts.put("connect", 500);
        timeouts.put("queue", 500);
        timeouts.put("client", client ? actorIdle() : OTHER_IDLE);
        timeouts.put("server", client ? OTHER_IDLE : ACTOR_IDLE);
        timeouts.put("client-fin", client ? ACTOR_FIN : OTHER_FIN);
        timeouts.put("server-fin", client ? OTHER_FIN : ACTOR_FIN);
        Map<String, String> keywords = cell.state().isQueued() ? Map.of("maxconn", "1") : Map.of();
        return new ProxySpec.Listen(
                section, port, timeouts, 1, List.of(), List.of(new ProxySpec.Server("s1", origin.port(), keywords)));
    }

    /** Without a server only the client's own timer can end its silence, so it must fire before connect and queue do. */
    private int actorIdle() {
        if (!cell.state().isBeforeConnect()) {
            return ACTOR_IDLE;
        }
        return cell.state().isQueued() ? IDLE_IN_QUEUE : IDLE_IN_CONNECT;
    }

    /** Name of its section in the proxy's configuration and log. */
    String section() {
        return section;
    }

    Cell cell() {
        return cell;
    }

    Origin origin() {
        return origin;
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        origin.close();
    }
}
