package haproxyj.proxy.backend;

/**
 * The right to one connection to one server. Taken by {@link ServerPool#assign}, given back exactly once.
 *
 * <p>Threading: used by the session's event loop; {@link SessionKill#kill} comes from the control loop.
 */
public interface ServerSlot {

    /** Which server. */
    ServerHandle server();

    /** How to end the session when the server's state demands it ({@code on-marked-down}, {@code on-marked-up}, admin). */
    void onKill(SessionKill kill);

    /** The connect succeeded: resets the count of consecutive errors ({@code observe layer4}). */
    void connected();

    /** The connect failed or timed out: counts for {@code observe layer4}. The slot is still held. */
    void connectFailed();

    /** Gives the slot back; the oldest waiter gets it. A second call does nothing. */
    void release();

    /** Ends a session from outside. */
    @FunctionalInterface
    interface SessionKill {
        /**
         * Called on the control loop, at most once; posts to the session's loop.
         *
         * @param cause first letter of the termination state: D server went down, U backup killed because an active
         *     server came up, K killed by an administrator
         */
        void kill(char cause);
    }
}
