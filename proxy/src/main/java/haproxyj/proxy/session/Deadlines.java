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
    private final SideState client;
    private final SideState server;
    private final LongSupplier clock;
    private long deadline = SideState.NEVER;
    private long armedFor = SideState.NEVER;

    Deadlines(Transport transport, SideState client, SideState server, LongSupplier clock) {
        this.transport = transport;
        this.client = client;
        this.server = server;
        this.clock = clock;
    }

    /** A limit from now on, or none. */
    void limit(Optional<Duration> limit) {
        deadline = limit.isPresent() ? clock.getAsLong() + limit.get().toNanos() : SideState.NEVER;
        armFixed();
    }

    /** Sees to it that the timer fires in time for whatever limits this state. */
    void arm(SessionState state) {
        if (state.connected()) {
            armIdle(state != SessionState.RELAYING);
        } else if (state != SessionState.ENDED) {
            armFixed();
        }
    }

    private void armFixed() {
        if (deadline != SideState.NEVER) {
            armIn(deadline - clock.getAsLong());
        }
    }

    private void armIdle(boolean halfClosed) {
        long now = clock.getAsLong();
        long left = Math.min(
                client.sleep(transport, halfClosed, client.left(transport, halfClosed, now)),
                server.sleep(transport, halfClosed, server.left(transport, halfClosed, now)));
        if (left != SideState.NEVER) {
            armIn(left);
        }
    }

    /** The timer fired: it is no longer armed. */
    void fired() {
        armedFor = SideState.NEVER;
    }

    boolean passed() {
        return deadline != SideState.NEVER && deadline - clock.getAsLong() <= 0;
    }

    /** The side that was idle for too long; of two, the one that is more overdue. */
    Optional<SideState> late(SessionState state) {
        boolean halfClosed = state != SessionState.RELAYING;
        long now = clock.getAsLong();
        long clientLeft = client.left(transport, halfClosed, now);
        long serverLeft = server.left(transport, halfClosed, now);
        if (Math.min(clientLeft, serverLeft) > 0) {
            return Optional.empty();
        }
        return Optional.of(clientLeft <= serverLeft ? client : server);
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
