package haproxyj.proxy.backend;

import haproxyj.proxy.backend.Assignment.Assigned;
import haproxyj.proxy.backend.Assignment.Queued;
import haproxyj.proxy.backend.Assignment.Refused;
import haproxyj.proxy.backend.Waiting.Line;
import haproxyj.proxy.balance.AddressHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slots and queues of a backend in which some server has {@code maxconn} (HAProxy's {@code src/queue.c}). A connection tied
 * to one server waits in that server's queue, any other in the backend's; a freed slot goes to the older of the two heads.
 *
 * <p>One rule keeps order: whenever the lock is free, nobody waits for a server that has a free slot. So a newcomer who finds a
 * free slot overtakes nobody.
 *
 * <p>Threading: any thread, under one short lock; waiters are told after it is let go.
 */
final class WaitingLines {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingLines.class);

    private final Backend owner;
    private final boolean redispatch;
    private final List<Server> servers;
    private final Line backendLine;
    private final Map<Server, Line> ownLines = new HashMap<>();
    private final Object lock = new Object();
    private Snapshot snapshot;
    private long arrivals;
    private boolean stopped;

    WaitingLines(Backend owner, List<Server> servers, Snapshot snapshot) {
        this.owner = owner;
        this.redispatch = owner.config().redispatch() != 0;
        this.servers = servers;
        this.snapshot = snapshot;
        this.backendLine = new Line(owner.counters().queued);
        servers.forEach(server -> ownLines.put(server, new Line(server.counters().queued)));
    }

    /**
     * What a change of state moved.
     *
     * @param requeued from a server's own queue to the backend's
     * @param granted slots given to waiters
     */
    record Moves(int requeued, int granted) {
        static final Moves NONE = new Moves(0, 0);
    }

    /** As {@link ServerPool#assign}; {@code only} has been looked up. */
    Assignment assign(AssignRequest request, @Nullable Server only, ServerPool.Waiter waiter) {
        int hash = only == null ? AddressHash.of(request.client()) : 0;
        synchronized (lock) {
            if (stopped) {
                return new Refused(Refusal.STOPPING);
            }
            Server server = only == null ? snapshot.pick(request, hash) : only;
            if (server == null) {
                return snapshot.canServe(request)
                        ? queued(backendLine, request, waiter, 0)
                        : new Refused(Refusal.NO_SERVER);
            }
            if (!server.full()) {
                return new Assigned(take(server, only == null));
            }
            Line own = line(server);
            int ahead = own.byArrival().size();
            int limit = server.config().maxqueue();
            return limit > 0 && ahead >= limit ? new Refused(Refusal.QUEUE_FULL) : queued(own, request, waiter, ahead);
        }
    }

    /** A slot of the server came back. */
    void released(Server server) {
        List<Runnable> news = new ArrayList<>(1);
        synchronized (lock) {
            server.counters().leave();
            owner.eased(server);
            while (grantOne(server, news)) {
                // until it is full or nobody waits for it
            }
        }
        tell(news);
    }

    boolean cancel(Waiting waiting) {
        synchronized (lock) {
            return waiting.leave();
        }
    }

    /**
     * Takes over a new snapshot: empties the queue of {@code abandoned}, refuses whom nobody can serve any more unless
     * redispatch lets them wait for a server to return, and fills free slots.
     */
    Moves publish(Snapshot next, @Nullable Server abandoned) {
        List<Runnable> news = new ArrayList<>();
        int requeued = 0;
        int granted = 0;
        synchronized (lock) {
            snapshot = next;
            if (abandoned != null) {
                for (Waiting waiting : all(line(abandoned))) {
                    waiting.leave();
                    waiting.join(backendLine);
                    requeued++;
                }
            }
            if (!redispatch) {
                for (Waiting waiting : all(backendLine)) {
                    if (!snapshot.canServe(waiting.request)) {
                        refuse(waiting, Refusal.NO_SERVER, news);
                    }
                }
            }
            boolean more = true;
            while (more) {
                more = false;
                for (Server server : servers) {
                    if (grantOne(server, news)) {
                        granted++;
                        more = true;
                    }
                }
            }
        }
        tell(news);
        return new Moves(requeued, granted);
    }

    /** Refuses all who wait and all who come. */
    void stop() {
        List<Runnable> news = new ArrayList<>();
        synchronized (lock) {
            stopped = true;
            all(backendLine).forEach(waiting -> refuse(waiting, Refusal.STOPPING, news));
            ownLines.values().forEach(own -> all(own).forEach(w -> refuse(w, Refusal.STOPPING, news)));
        }
        tell(news);
    }

    private Queued queued(Line line, AssignRequest request, ServerPool.Waiter waiter, int ownAhead) {
        int backendAhead = backendLine.byArrival().size();
        Waiting waiting = new Waiting(this, arrivals++, request, waiter, ownAhead, backendAhead);
        waiting.join(line);
        return new Queued(waiting);
    }

    /** Gives a free slot of the server to the oldest who may have it. Server queues are served in every state, as in HAProxy. */
    private boolean grantOne(Server server, List<Runnable> news) {
        if (server.full()) {
            return false;
        }
        Line own = line(server);
        Waiting oldest =
                own.byArrival().isEmpty() ? null : own.byArrival().firstEntry().getValue();
        for (Waiting waiting : backendLine.byArrival().values()) {
            if (oldest != null && oldest.arrival < waiting.arrival) {
                break;
            }
            if (snapshot.serves(server, waiting.request)) {
                oldest = waiting;
                break;
            }
        }
        if (oldest == null) {
            return false;
        }
        oldest.leave();
        Slot slot = take(server, true);
        ServerPool.Waiter waiter = oldest.waiter;
        news.add(() -> grant(waiter, slot));
        return true;
    }

    private static void grant(ServerPool.Waiter waiter, Slot slot) {
        try {
            waiter.granted(slot);
        } catch (RuntimeException e) {
            slot.release(); // nobody holds it
            throw e;
        }
    }

    private Slot take(Server server, boolean balanced) {
        Slot slot = server.take(owner);
        server.assigned(balanced);
        return slot;
    }

    /** Outside the lock. A waiter that cannot be told, its loop being shut down, must not cost the others their turn. */
    private static void tell(List<Runnable> news) {
        for (Runnable each : news) {
            try {
                each.run();
            } catch (RuntimeException e) {
                LOG.error("a waiting connection could not be told", e);
            }
        }
    }

    private static void refuse(Waiting waiting, Refusal why, List<Runnable> news) {
        waiting.leave();
        news.add(() -> waiting.waiter.refused(why));
    }

    private static List<Waiting> all(Line line) {
        return List.copyOf(line.byArrival().values());
    }

    private Line line(Server server) {
        Line line = ownLines.get(server);
        if (line == null) {
            throw new IllegalArgumentException(server.id() + " is of another backend");
        }
        return line;
    }
}
