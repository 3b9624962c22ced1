package haproxyj.proxy.backend;

import org.jspecify.annotations.Nullable;

/**
 * The right to one connection to one server; also its registration among the sessions that can be killed, which is what
 * makes {@link #release} count once.
 *
 * <p>Threading: {@link #kill} on the control loop, the rest on the session's. Both publish before they look, so that a kill
 * meets a handler that is being set.
 */
final class Slot implements ServerSlot {
    private static final char NOT_KILLED = 0;

    private final Backend owner;
    private final Server server;
    private volatile @Nullable SessionKill handler;
    private volatile char cause = NOT_KILLED;
    /** Control loop only. */
    private boolean told;

    Slot(Backend owner, Server server) {
        this.owner = owner;
        this.server = server;
    }

    @Override
    public ServerHandle server() {
        return server;
    }

    @Override
    public void onKill(SessionKill kill) {
        handler = kill;
        char missed = cause;
        if (missed != NOT_KILLED) {
            owner.onControl(() -> kill(missed));
        }
    }

    void kill(char why) {
        cause = why;
        SessionKill kill = handler;
        if (kill != null && !told) {
            told = true;
            kill.kill(why);
        }
    }

    @Override
    public void connected() {
        owner.connected(server);
    }

    @Override
    public void connectFailed() {
        owner.connectFailed(server);
    }

    @Override
    public void release() {
        if (server.forget(this)) {
            owner.released(server);
        }
    }
}
