package haproxyj.proxy.session;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The one timer of a session: a fixed deadline before octets flow, idle limits of both sides after. It is armed for the
 * earliest and looks again when it fires, so that reading and writing never touch it. Owned by the session's event loop.
 */
final class Deadlines {
    private final Transport transport;
    private final Tunnel tunnel;
    private final LongSupplier clock;
    private long deadline = SideState.NEVER;
    private long clientDeadline = SideState.NEVER;
    private long armedFor = SideState.NEVER;

    Deadlines(Transport transport, Tunnel tunnel, LongSupplier clock) {
        this.transport = transport;
        this.tunnel = tunnel;
        this.clock = clock;
    }

    /** A state begins, with a limit from now on or none. */
    void enter(SessionState state, Optional<Duration> limit) {
        if (state.connected() || state == SessionState.ENDED) {
            clientDeadline = SideState.NEVER;
        }
        deadline = from(limit);
        armFixed();
    }

    /** How long the client may be silent from now on while there is no server, or no limit. */
    void awaitClient(Optional<Duration> limit) {
        clientDeadline = from(limit);
        armFixed();
    }

    private long from(Optional<Duration> limit) {
        return limit.isPresent() ? clock.getAsLong() + limit.get().toNanos() : SideState.NEVER;
    }

    /** Sees to it that the timer fires in time for whatever limits this state. */
    void arm(SessionState state) {
        if (state.connected()) {
            armIdle();
        } else if (state != SessionState.ENDED) {
            armFixed();
        }
    }

    private void armFixed() {
        if (deadline != SideState.NEVER) {
            armIn(deadline - clock.getAsLong());
        }
        if (clientDeadline != SideState.NEVER) {
            armIn(clientDeadline - clock.getAsLong());
        }
    }

    private void armIdle() {
        long now = clock.getAsLong();
        long left = Math.min(
                tunnel.client.sleep(transport, tunnel.client.left(transport, now)),
                tunnel.server.sleep(transport, tunnel.server.left(transport, now)));
        if (left != SideState.NEVER) {
            armIn(left);
        }
    }

    /** The timer fired: it is no longer armed. */
    void fired() {
        armedFor = SideState.NEVER;
    }

    boolean passed() {
        return reached(deadline);
    }

    boolean clientLate() {
        return reached(clientDeadline);
    }

    private boolean reached(long time) {
        return time != SideState.NEVER && time - clock.getAsLong() <= 0;
    }

    /** The side that was idle for too long; of two, the one that is more overdue. */
    Optional<SideState> late() {
        long now = clock.getAsLong();
        long clientLeft = tunnel.client.left(transport, now);
        long serverLeft = tunnel.server.left(transport, now);
        if (Math.min(clientLeft, serverLeft) > 0) {
            return Optional.empty();
        }
        return Optional.of(clientLeft <= serverLeft ? tunnel.client : tunnel.server);
    }

    /** Sets the timer if it would fire too late; too early costs one look. */
    private void armIn(long left) {
        long now = clock.getAsLong();
        long at = now + Math.max(left, TimeUnit.MILLISECONDS.toNanos(1));
        if (armedFor == SideState.NEVER || at - armedFor < 0) {
            armedFor = at;
            transport.wakeAfter(at - now);
        }
    }
}
