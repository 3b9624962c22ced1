package haproxyj.proxy.session;

import haproxyj.proxy.admin.Counters;
import haproxyj.proxy.backend.AssignRequest;
import haproxyj.proxy.backend.Assignment;
import haproxyj.proxy.backend.Refusal;
import haproxyj.proxy.backend.ServerHandle;
import haproxyj.proxy.backend.ServerPool;
import haproxyj.proxy.backend.ServerSlot;
import haproxyj.proxy.config.BackendConfig;
import haproxyj.proxy.config.Balance;
import haproxyj.proxy.config.CheckKind;
import haproxyj.proxy.config.FallThrough;
import haproxyj.proxy.config.Keepalive;
import haproxyj.proxy.config.Mode;
import haproxyj.proxy.config.ServerConfig;
import haproxyj.proxy.config.ServerConfig.SendProxy;
import haproxyj.proxy.config.Splice;
import haproxyj.proxy.config.Timeouts;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A pool for tests: first usable server in order, actives before backups; queues when told to. */
public final class Pools implements ServerPool {
    /** One server. */
    public static final class Server implements ServerHandle {
        private final ServerConfig config;
        private final Counters counters = new Counters();
        public volatile boolean usable = true;

        Server(ServerConfig config) {
            this.config = config;
        }

        @Override
        public ServerConfig config() {
            return config;
        }

        @Override
        public boolean usable() {
            return usable;
        }

        @Override
        public Counters counters() {
            return counters;
        }
    }

    /** One slot. */
    public final class Slot implements ServerSlot {
        final Server server;
        public volatile SessionKill kill = c -> {};
        public volatile int released;
        public volatile int failures;
        public volatile boolean connected;

        Slot(Server server) {
            this.server = server;
        }

        @Override
        public ServerHandle server() {
            return server;
        }

        @Override
        public void onKill(SessionKill how) {
            kill = how;
        }

        @Override
        public void connected() {
            connected = true;
        }

        @Override
        public void connectFailed() {
            failures++;
        }

        @Override
        public void release() {
            released++;
        }
    }

    private final BackendConfig config;
    public final List<Server> servers = new ArrayList<>();
    public final List<Slot> slots = java.util.Collections.synchronizedList(new ArrayList<>());
    public final List<AssignRequest> requests = java.util.Collections.synchronizedList(new ArrayList<>());
    public final List<Waiter> waiters = java.util.Collections.synchronizedList(new ArrayList<>());
    public volatile boolean queue;
    public volatile int cancelled;

    public Pools(BackendConfig config) {
        this.config = config;
        config.servers().forEach(s -> servers.add(new Server(s)));
    }

    public static BackendConfig backend(
            int retries, int redispatch, FallThrough fall, Timeouts timeouts, ServerConfig... servers) {
        return new BackendConfig(
                "be",
                Mode.TCP,
                new Balance(Balance.Algorithm.ROUNDROBIN, 2),
                List.of(servers),
                retries,
                redispatch,
                fall,
                false,
                timeouts,
                Keepalive.OFF,
                new CheckKind.TcpConnect(),
                Splice.AUTO);
    }

    public static ServerConfig server(String name, SocketAddress address, boolean backup, SendProxy proxy) {
        return new ServerConfig(
                name,
                address,
                1,
                0,
                0,
                backup,
                false,
                Optional.empty(),
                address,
                Optional.empty(),
                proxy,
                false,
                false,
                false);
    }

    @Override
    public BackendConfig config() {
        return config;
    }

    @Override
    public int usableActive() {
        return (int)
                servers.stream().filter(s -> s.usable && !s.config.backup()).count();
    }

    @Override
    public Assignment assign(AssignRequest request, Waiter waiter) {
        requests.add(request);
        if (queue) {
            waiters.add(waiter);
            return new Assignment.Queued(new Assignment.QueueTicket() {
                @Override
                public boolean cancel() {
                    cancelled++;
                    return true;
                }

                @Override
                public int serverQueueAhead() {
                    return 0;
                }

                @Override
                public int backendQueueAhead() {
                    return 1;
                }
            });
        }
        List<Server> fit = servers.stream()
                .filter(s -> s.usable && !request.exclude().contains(s))
                .filter(s -> request.only().isEmpty() || request.only().get() == s)
                .toList();
        List<Server> active = fit.stream().filter(s -> !s.config.backup()).toList();
        List<Server> from = active.isEmpty() && (request.includeBackups() || usableActive() == 0) ? fit : active;
        if (request.only().isPresent()) {
            from = fit;
        }
        if (from.isEmpty()) {
            return new Assignment.Refused(Refusal.NO_SERVER);
        }
        List<Server> pick = from;
        Server chosen = from.stream()
                .filter(s -> !request.avoid().contains(s))
                .findFirst()
                .orElse(pick.get(0));
        return new Assignment.Assigned(slot(chosen));
    }

    public Slot slot(Server server) {
        Slot slot = new Slot(server);
        slots.add(slot);
        return slot;
    }
}
