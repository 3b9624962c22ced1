package haproxyj.proxy.session;

import haproxyj.proxy.config.Timeouts;
import java.time.Duration;
import java.util.Optional;

/** What a session knows of one side: which directions are open, when it last moved. Owned by the session's event loop. */
final class SideState {
    /** No limit. */
    static final long NEVER = Long.MAX_VALUE;

    final Side side;
    private final SessionSetup setup;
    boolean inputOpen = true;
    boolean outputOpen = true;
    long octets;
    private long lastMove;
    private long takenSeen;
    private boolean owing;

    /** A side of a session whose settings hold the limits: kept there, not in each of thousands of sessions. */
    SideState(Side side, SessionSetup setup) {
        this.side = side;
        this.setup = setup;
    }

    private long idleNanos() {
        return nanos(side == Side.CLIENT ? client().client() : server().server(), NEVER);
    }

    private long finNanos() {
        Optional<Duration> fin = side == Side.CLIENT ? client().clientFin() : server().serverFin();
        return fin.isPresent() ? fin.get().toNanos() : idleNanos();
    }

    private long tunnelNanos() {
        Optional<Duration> own = server().tunnel();
        Optional<Duration> tunnel = own.isPresent() ? own : client().tunnel();
        return tunnel.isPresent() ? tunnel.get().toNanos() : idleNanos();
    }

    private Timeouts client() {
        return setup.frontend().timeouts();
    }

    private Timeouts server() {
        return setup.pool().config().timeouts();
    }

    static long nanos(Optional<Duration> duration, long otherwise) {
        return duration.isPresent() ? duration.get().toNanos() : otherwise;
    }

    /** It sent, it took, or waiting for it begins. */
    void moved(long now) {
        lastMove = now;
    }

    /** Octets were written to it; what it took at once is a move. True: it begins to owe us progress, which is one, too. */
    boolean written(Transport transport, long now) {
        boolean pending = transport.pending(side);
        if (!pending || !owing) {
            lastMove = now;
        }
        boolean begins = pending && !owing;
        owing = pending;
        takenSeen = transport.taken(side);
        return begins;
    }

    void drained(long now) {
        owing = false;
        lastMove = now;
    }

    /**
     * The time left until this side is idle for too long, or {@link #NEVER} while nothing is expected of it: its input has
     * ended or is held back by the other side, and it owes no progress.
     */
    long left(Transport transport, long now) {
        boolean pending = transport.pending(side);
        if (!pending && (!inputOpen || transport.paused(side))) {
            return NEVER;
        }
        long taken = transport.taken(side);
        if (taken != takenSeen) {
            takenSeen = taken;
            lastMove = now;
        }
        long limit = limit(pending);
        return limit == NEVER ? NEVER : lastMove + limit - now;
    }

    /** How long to sleep at most: partial progress of a slow side is only seen by looking, so look a few times. */
    long sleep(Transport transport, long left) {
        boolean pending = transport.pending(side);
        long limit = limit(pending);
        return pending && limit != NEVER ? Math.min(left, Math.max(1, limit / 8)) : left;
    }

    /** The fin timeout is for a side that was told FIN (HAProxy manual 4.2, {@code timeout client-fin}). */
    private long limit(boolean pending) {
        return outputOpen || pending ? tunnelNanos() : finNanos();
    }
}
