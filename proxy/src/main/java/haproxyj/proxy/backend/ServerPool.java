package haproxyj.proxy.backend;

import haproxyj.proxy.config.BackendConfig;

/**
 * The servers of a backend as a session sees them: ask for a slot, be told at once or later.
 *
 * <p>Threading: every method may be called from any event loop and never blocks.
 */
public interface ServerPool {

    /** The backend's settings. */
    BackendConfig config();

    /** How many non-backup servers are usable now (UP or DRAIN excluded, weight above 0). */
    int usableActive();

    /**
     * Asks for a server.
     *
     * @param request who asks and what is to be avoided
     * @param waiter told later, on the thread that frees a slot, if the answer is {@link Assignment.Queued}
     */
    Assignment assign(AssignRequest request, Waiter waiter);

    /** Waits for a slot. Called on any thread: implementations post to their own event loop. */
    interface Waiter {

        /** The oldest waiter got a slot. If it is no longer wanted it must be released at once. */
        void granted(ServerSlot slot);

        /** No slot will come: the backend lost its last server with redispatch off, or is being stopped. */
        void refused(Refusal why);
    }
}
