package haproxyj.proxy.session;

import haproxyj.proxy.config.Keepalive;
import java.net.SocketAddress;
import java.nio.ByteBuffer;

/**
 * The two sockets of a session as its machine commands them: verbs down, {@link Events} up. Octets never pass through the
 * machine; a transport moves them itself (handlers, recv and send, splice) and reports counts and ends, so that kinds of
 * relay can differ in everything else.
 *
 * <p>Threading: all verbs but {@link #execute} and all events on the event loop of the session. Events may be delivered from
 * inside a verb. After the machine has closed or reset a side no event of that side is delivered.
 */
public interface Transport {

    /** Most octets held for a client before its server is connected; then reading stops (HAProxy's tune.bufsize). */
    int HOLD_LIMIT = 16 * 1024;

    /** Begins to read from the client. Octets are held, counted by {@link Events#onHeld}, until {@link #relay}. */
    void hold();

    /**
     * Drops the first octets held: a PROXY header that was understood.
     *
     * @param octets not more than are held
     */
    void discardHeld(int octets);

    /**
     * Connects to a server; {@link Events#onConnected} or {@link Events#onConnectFailed} follows unless abandoned.
     *
     * @param server where
     * @param keepalive of the server's socket
     * @param preamble sent before anything else, empty for none (a PROXY header)
     */
    void connect(SocketAddress server, Keepalive keepalive, byte[] preamble);

    /** Gives a running connect up without further event. */
    void abandonConnect();

    /** Begins to move octets both ways: preamble and held octets first, in one packet if they fit. */
    void relay();

    /** Sends FIN to a side once all that is pending for it has gone. No further octets will be written to it. */
    void shutdownOutput(Side side);

    /** Drops what is pending for a side and sends FIN behind what the kernel already has. */
    void cutOutput(Side side);

    /**
     * Ends a side gently: what is pending goes out, FIN, unread input is drained (bounded in time and octets, because unread
     * input at close makes the kernel send RST and destroys data in flight), close.
     */
    void close(Side side);

    /** Ends a side with RST; what is pending is offered to the kernel once before. A side never connected is ignored. */
    void reset(Side side);

    /** Whether octets read from the other side wait for this one to take them. */
    boolean pending(Side side);

    /** Whether reading from this side is stopped because the other one does not take data. */
    boolean paused(Side side);

    /** A number that grows whenever the kernel took octets for this side. Differences of it are not octets. */
    long taken(Side side);

    /**
     * Arms the session's one timer, replacing the previous setting.
     *
     * @param nanos from now; {@link Events#onTimer} follows
     */
    void wakeAfter(long nanos);

    /** Runs something on the session's event loop. Any thread. */
    void execute(Runnable task);

    /** What a transport reports. */
    interface Events {
        /**
         * Octets from the client arrived before the relay began.
         *
         * @param held all that is held now, read-only view, valid during the call
         */
        void onHeld(ByteBuffer held);

        /** The server is connected. */
        void onConnected();

        /** It could not be connected; {@link ConnectFailure#TIMEOUT} here is the kernel's own. */
        void onConnectFailed(ConnectFailure why);

        /** Octets were read from a side and given to the other one as far as it took them. */
        void onBytes(Side from, int octets);

        /** Reading from a side goes on after it had been stopped by the other one's slowness. */
        void onResumed(Side side);

        /** All that was pending for a side has been taken by the kernel. */
        void onDrained(Side side);

        /** A side sent FIN; all before it was read. */
        void onInputEnd(Side side);

        /** A side is broken: RST or another error. All that could still be read from it was read. */
        void onReset(Side side);

        /** The timer fired. */
        void onTimer();

        /** Both sockets are closed; the last event. */
        void onGone();
    }
}
