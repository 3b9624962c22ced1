package haproxyj.proxy.session;

/** States of a session. */
public enum SessionState {
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
    ENDED;

    /** Whether the server is connected and the session not over. */
    boolean connected() {
        return this == RELAYING || this == HALF_CLOSED || this == FLUSHING;
    }

    /**
     * Second letter of a termination state that befalls a session here.
     *
     * @param serverDone both directions of the server's side have ended
     */
    Termination.Phase phase(boolean serverDone) {
        return switch (this) {
            case NEW, HEADER -> Termination.Phase.HEADER;
            case QUEUED -> Termination.Phase.QUEUE;
            case CONNECTING, TURN_AROUND -> Termination.Phase.CONNECT;
            case RELAYING, HALF_CLOSED, FLUSHING -> serverDone ? Termination.Phase.LAST : Termination.Phase.DATA;
            case ENDED -> Termination.Phase.NORMAL;
        };
    }
}
