package haproxyj.proxy.session;

import haproxyj.proxy.admin.Counters;
import haproxyj.proxy.admin.SessionRecord;
import haproxyj.proxy.backend.Assignment.QueueTicket;
import haproxyj.proxy.backend.ServerHandle;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counters and access log of one session: times, octets, retries. The pool counts connections and queues of servers
 * ({@code current, max, total, selected, queued}); everything else is counted here. Owned by the session's event loop.
 */
final class SessionLedger {
    private final SessionSetup setup;
    private final Counters front;
    private final Counters back;
    private final long acceptEpochMillis;
    private final long acceptNanos;
    InetSocketAddress client;
    private @Nullable ServerHandle server;
    private long assignedNanos;
    private boolean assigned;
    private long connectedNanos;
    private boolean connected;
    private long bytesIn;
    private long bytesOut;
    private int retries;
    private boolean redispatched;
    private boolean inBackend;
    private boolean waited;
    private int serverQueue;
    private int backendQueue;

    SessionLedger(SessionSetup setup, InetSocketAddress client) {
        this.setup = setup;
        this.client = client;
        front = setup.frontendCounters();
        back = setup.backendCounters();
        acceptEpochMillis = setup.epochMillis().getAsLong();
        acceptNanos = setup.nanoClock().getAsLong();
        front.enter();
        front.total.increment();
    }

    void enterBackend() {
        if (!inBackend) {
            inBackend = true;
            back.enter();
            back.total.increment();
        }
    }

    void queued(QueueTicket ticket) {
        serverQueue = ticket.serverQueueAhead();
        backendQueue = ticket.backendQueueAhead();
        waited = true;
        server = null;
    }

    void assigned(ServerHandle chosen, boolean sameAgain) {
        server = chosen;
        if (!sameAgain || !assigned) {
            assigned = true;
            assignedNanos = setup.nanoClock().getAsLong();
        }
    }

    void connected() {
        connected = true;
        connectedNanos = setup.nanoClock().getAsLong();
    }

    void connectFailed() {
        back.connectErrors.increment();
        counters(s -> s.connectErrors.increment());
    }

    void retried() {
        retries++;
        back.retries.increment();
        counters(s -> s.retries.increment());
    }

    void redispatched() {
        redispatched = true;
        back.redispatches.increment();
        counters(s -> s.redispatches.increment());
    }

    void badHeader() {
        front.requestErrors.increment();
    }

    void bytes(Side from, int octets) {
        if (from == Side.CLIENT) {
            bytesIn += octets;
            front.bytesIn.add(octets);
            back.bytesIn.add(octets);
            if (server != null) {
                server.counters().bytesIn.add(octets);
            }
        } else {
            bytesOut += octets;
            front.bytesOut.add(octets);
            back.bytesOut.add(octets);
            if (server != null) {
                server.counters().bytesOut.add(octets);
            }
        }
    }

    void aborted(Side by, boolean duringData) {
        if (by == Side.CLIENT) {
            front.clientAborts.increment();
            back.clientAborts.increment();
            counters(s -> s.clientAborts.increment());
        } else {
            front.serverAborts.increment();
            back.serverAborts.increment();
            counters(s -> s.serverAborts.increment());
            if (duringData) {
                back.responseErrors.increment();
                counters(s -> s.responseErrors.increment());
            }
        }
    }

    private void counters(java.util.function.Consumer<Counters> change) {
        if (server != null) {
            change.accept(server.counters());
        }
    }

    /** Writes the record and leaves the backend; the frontend is left when the descriptors are closed. */
    void end(Termination termination) {
        // As in HAProxy, the numbers of the line are those of the sessions that remain.
        if (inBackend) {
            back.leave();
        }
        if (setup.frontend().tcplog() && !(setup.frontend().dontlognull() && bytesIn == 0 && bytesOut == 0)) {
            setup.accessSink().log(record(termination));
        }
        front.leave();
    }

    private SessionRecord record(Termination termination) {
        long now = setup.nanoClock().getAsLong();
        ServerHandle last = server;
        return new SessionRecord(
                client,
                acceptEpochMillis,
                setup.frontend().name(),
                setup.pool().config().name(),
                last == null ? "<NOSRV>" : last.config().name(),
                assigned ? millis(assignedNanos - acceptNanos) : waited ? millis(now - acceptNanos) : -1,
                connected ? millis(connectedNanos - assignedNanos) : -1,
                millis(now - acceptNanos),
                bytesOut,
                bytesIn,
                termination.letters(),
                setup.processConnections().getAsInt(),
                front.current.get(),
                back.current.get(),
                last == null ? 0 : last.counters().current.get(),
                retries,
                redispatched,
                serverQueue,
                backendQueue);
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
