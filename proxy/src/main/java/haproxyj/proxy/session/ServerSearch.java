package haproxyj.proxy.session;

import haproxyj.proxy.backend.AssignRequest;
import haproxyj.proxy.backend.Assignment;
import haproxyj.proxy.backend.Assignment.QueueTicket;
import haproxyj.proxy.backend.Refusal;
import haproxyj.proxy.backend.ServerHandle;
import haproxyj.proxy.backend.ServerPool;
import haproxyj.proxy.backend.ServerSlot;
import haproxyj.proxy.config.BackendConfig;
import haproxyj.proxy.config.Balance;
import haproxyj.proxy.config.ServerConfig.SendProxy;
import haproxyj.proxy.proxyprotocol.ProxyHeader;
import haproxyj.proxy.session.RetryPolicy.Decision;
import haproxyj.proxy.session.Termination.Cause;
import haproxyj.proxy.session.Termination.Phase;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds a connected server for one session: asks the pool, waits in line, connects, and after a failure does what
 * {@link RetryPolicy} says. Owned by the session's event loop; grants from other threads are posted to it.
 */
final class ServerSearch {
    /** What the search tells its session. */
    interface Owner {
        void onQueued();

        void onConnecting();

        void onTurnAround(long nanos);

        void onGivenUp(Termination why);

        /** The state of the server demands the end. On the session's event loop. */
        void onSlotKilled(char cause);
    }

    private static final byte[] NOTHING = {};

    private final ServerPool pool;
    private final Transport transport;
    private final SessionLedger ledger;
    private final Owner owner;
    private @Nullable InetSocketAddress client;
    private Supplier<ProxyHeader> header = () -> ProxyHeader.LOCAL;
    private @Nullable ServerSlot slot;
    private @Nullable Waiting waiting;
    private @Nullable AssignRequest next;
    private @Nullable ServerHandle first;
    private @Nullable ServerHandle last;
    private @Nullable ConnectFailure lastFailure;
    private Set<ServerHandle> failedInRound = Set.of();
    private int retries;
    private boolean sameAgain;
    private boolean redispatching;
    private boolean stopped;

    ServerSearch(SessionSetup setup, Transport transport, SessionLedger ledger, Owner owner) {
        this.pool = setup.pool();
        this.transport = transport;
        this.ledger = ledger;
        this.owner = owner;
    }

    /** Made when a connect has failed: most sessions need none. */
    private RetryPolicy policy() {
        BackendConfig config = pool.config();
        long second = TimeUnit.SECONDS.toNanos(1);
        return new RetryPolicy(
                config.retries(),
                config.redispatch(),
                config.balance().algorithm() == Balance.Algorithm.SOURCE,
                config.fallThrough(),
                Math.min(second, SideState.nanos(config.timeouts().connect(), second)));
    }

    void begin(InetSocketAddress source, Supplier<ProxyHeader> proxyHeader) {
        client = source;
        header = proxyHeader;
        ask(AssignRequest.first(source));
    }

    private void ask(AssignRequest request) {
        Waiting line = new Waiting();
        waiting = line;
        Assignment answer = pool.assign(request, line);
        if (answer instanceof Assignment.Assigned assigned) {
            waiting = null;
            connect(assigned.slot());
        } else if (answer instanceof Assignment.Queued queued) {
            line.ticket = queued.ticket();
            ledger.queued(queued.ticket());
            owner.onQueued();
        } else if (answer instanceof Assignment.Refused refused) {
            waiting = null;
            refused(refused.why());
        }
    }

    private void refused(Refusal why) {
        ConnectFailure failure = lastFailure;
        if (failure == null || why == Refusal.QUEUE_FULL) {
            Phase phase = why == Refusal.QUEUE_FULL ? Phase.QUEUE : Phase.CONNECT;
            owner.onGivenUp(new Termination(Cause.SERVER, phase));
        } else if (!failedInRound.isEmpty() && why == Refusal.NO_SERVER) {
            decide(failure, true);
        } else {
            owner.onGivenUp(Termination.ofConnect(failure));
        }
    }

    private void connect(ServerSlot granted) {
        slot = granted;
        ServerHandle server = granted.server();
        if (redispatching && last != null && server != last) {
            ledger.redispatched();
        }
        redispatching = false;
        last = server;
        if (first == null) {
            first = server;
        }
        ledger.assigned(server, sameAgain);
        sameAgain = false;
        granted.onKill(cause -> transport.execute(() -> {
            if (slot == granted) {
                owner.onSlotKilled(cause);
            }
        }));
        owner.onConnecting();
        SendProxy send = server.config().sendProxy();
        byte[] preamble = send == SendProxy.V1
                ? header.get().encodeV1()
                : send == SendProxy.V2 ? header.get().encodeV2() : NOTHING;
        transport.connect(server.config().address(), pool.config().keepalive(), preamble);
    }

    void connected() {
        if (slot != null) {
            slot.connected();
        }
        ledger.connected();
    }

    /** The connect under way failed. */
    void failed(ConnectFailure why) {
        ledger.connectFailed();
        if (slot != null) {
            slot.connectFailed();
        }
        release();
        lastFailure = why;
        decide(why, false);
    }

    private void decide(ConnectFailure why, boolean exhausted) {
        ServerHandle failed = last;
        InetSocketAddress source = client;
        if (failed == null || source == null) {
            owner.onGivenUp(Termination.ofConnect(why));
            return;
        }
        boolean fellThrough = !failedInRound.isEmpty();
        ServerHandle again = exhausted && first != null ? first : failed;
        Decision decision = policy().decide(new RetryPolicy.Failed(
                why, retries, pool.usableActive(), again.usable(), fellThrough, exhausted));
        if (decision instanceof Decision.TryNext) {
            Set<ServerHandle> all = new HashSet<>(failedInRound);
            all.add(failed);
            failedInRound = Set.copyOf(all);
            redispatching = true;
            ask(new AssignRequest(source, Optional.empty(), Set.of(), failedInRound, true));
        } else if (decision instanceof Decision.RetrySame same) {
            // A server that is no longer usable is not insisted on: whoever is left may serve.
            Optional<ServerHandle> only = again.usable() ? Optional.of(again) : Optional.empty();
            sameAgain = true;
            retry(new AssignRequest(source, only, Set.of(), Set.of(), false), same.afterNanos());
        } else if (decision instanceof Decision.Redispatch other) {
            redispatching = true;
            retry(new AssignRequest(source, Optional.empty(), Set.of(again), Set.of(), false), other.afterNanos());
        } else {
            owner.onGivenUp(Termination.ofConnect(why));
        }
    }

    private void retry(AssignRequest request, long afterNanos) {
        retries++;
        ledger.retried();
        failedInRound = Set.of();
        first = null;
        next = request;
        // Through the state even without delay: retries never nest on the stack.
        owner.onTurnAround(afterNanos);
    }

    void turnAroundOver() {
        AssignRequest request = next;
        next = null;
        if (request != null) {
            ask(request);
        }
    }

    /** Leaves the line; a slot that is granted all the same goes back at once. */
    void stop() {
        stopped = true;
        Waiting line = waiting;
        waiting = null;
        if (line != null && line.ticket != null) {
            line.ticket.cancel();
        }
    }

    /** Gives the slot back, if one is held. */
    void release() {
        ServerSlot held = slot;
        slot = null;
        if (held != null) {
            held.release();
        }
    }

    /** One stay in line. */
    private final class Waiting implements ServerPool.Waiter {
        private @Nullable QueueTicket ticket;

        @Override
        public void granted(ServerSlot granted) {
            transport.execute(() -> {
                if (waiting == this && !stopped) {
                    waiting = null;
                    connect(granted);
                } else {
                    granted.release();
                }
            });
        }

        @Override
        public void refused(Refusal why) {
            transport.execute(() -> {
                if (waiting == this && !stopped) {
                    waiting = null;
                    ServerSearch.this.refused(why);
                }
            });
        }
    }
}
