package haproxyj.proxy.session;

import haproxyj.proxy.config.Timeouts;
import java.time.Duration;
import java.util.Optional;

/** What a session knows of one side: which directions are open, when it last moved. Owned by the session's event loop. */
final class SideState {
    /** No limit. */
    static final long NEVER = Long.MAX_VALUE;

    final Side side;
    private final long idleNanos;
    private final long finNanos;
    private final long tunnelNanos;
    boolean inputOpen = true;
    boolean outputOpen = true;
    long octets;
    private long lastMove;
    private long takenSeen;
    private boolean owing;

    static SideState ofClient(SessionSetup setup) {
        Timeouts timeouts = setup.frontend().timeouts();
        return new SideState(Side.CLIENT, timeouts.client(), timeouts.clientFin(), tunnel(setup));
    }

    static SideState ofServer(SessionSetup setup) {
        Timeouts timeouts = setup.pool().config().timeouts();
        return new SideState(Side.SERVER, timeouts.server(), timeouts.serverFin(), tunnel(setup));
    }

    private static Optional<Duration> tunnel(SessionSetup setup) {
        return setup.pool()
                .config()
                .timeouts()
                .tunnel()
                .or(() -> setup.frontend().timeouts().tunnel());
    }

    private SideState(Side side, Optional<Duration> idle, Optional<Duration> fin, Optional<Duration> tunnel) {
        this.side = side;
        this.idleNanos = nanos(idle, NEVER);
        this.finNanos = nanos(fin, idleNanos);
        this.tunnelNanos = nanos(tunnel, idleNanos);
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
        return outputOpen || pending ? tunnelNanos : finNanos;
    }
}
