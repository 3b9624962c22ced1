package haproxyj.bench.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One cell of the matrix.
 *
 * @param event how the side ends or leaves the connection
 * @param side who does it
 * @param state where the connection is then
 */
public record Cell(Event event, Side side, State state) {

    /** How a side goes. */
    public enum Event {
        /** Half-close; the other side answers 64 KiB more and closes too. */
        FIN,
        /** Half-close; the other side stays open and says nothing. */
        HELD,
        /** Close with linger 0; while connecting to a server, "connection refused". */
        RST,
        /** Neither reads nor writes any more. */
        SILENCE
    }

    /** Who acts. */
    public enum Side {
        /** Connected to the proxy. */
        CLIENT,
        /** The proxy connected to it. */
        SERVER
    }

    /** Where the connection is. */
    public enum State {
        /** The server's accept queue is full, its kernel drops SYNs; nothing was sent. */
        CONNECTING,
        /** The same, and the client has sent 1 KiB. */
        CONNECTING_DATA,
        /** The server has its maxconn; nothing was sent. */
        QUEUED,
        /** The same, and the client has sent 1 KiB. */
        QUEUED_DATA,
        /** Established both ways, nothing was sent. */
        IDLE,
        /** The client is sending, the server reads. */
        C2S,
        /** The server is sending, the client reads. */
        S2C,
        /** The client has sent until nothing more was taken, because the server does not read. */
        FULL_C2S,
        /** The server has sent until nothing more was taken, because the client does not read. */
        FULL_S2C;

        /** No server socket exists yet. */
        public boolean isBeforeConnect() {
            return switch (this) {
                case CONNECTING, CONNECTING_DATA, QUEUED, QUEUED_DATA -> true;
                case IDLE, C2S, S2C, FULL_C2S, FULL_S2C -> false;
            };
        }

        /** Waits in the backend's queue. */
        public boolean isQueued() {
            return this == QUEUED || this == QUEUED_DATA;
        }

        /** The client has sent its first bytes before a server was there. */
        public boolean hasEarlyData() {
            return this == CONNECTING_DATA || this == QUEUED_DATA;
        }
    }

    /** Every cell, in the order of the table. HELD needs a connection whose other half can stay open. */
    public static List<Cell> all() {
        List<Cell> cells = new ArrayList<>();
        for (State state : State.values()) {
            for (Event event : Event.values()) {
                for (Side side : Side.values()) {
                    if (event != Event.HELD || !state.isBeforeConnect()) {
                        cells.add(new Cell(event, side, state));
                    }
                }
            }
        }
        return cells;
    }

    /** Name in tables and files: {@code state/side/event} in small letters. */
    public String name() {
        return (state + "/" + side + "/" + event).toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The same, fit for a section name. */
    public String section() {
        return name().replace('/', '.');
    }
}
