package haproxyj.proxy.backend;

import haproxyj.health.CheckPolicy;
import haproxyj.health.CheckResult;
import haproxyj.health.CheckScheduler;
import haproxyj.health.CheckStatus;
import haproxyj.proxy.config.BackendConfig;
import haproxyj.proxy.config.Balance;
import haproxyj.proxy.config.CheckKind;
import haproxyj.proxy.config.FallThrough;
import haproxyj.proxy.config.Keepalive;
import haproxyj.proxy.config.Mode;
import haproxyj.proxy.config.ServerConfig;
import haproxyj.proxy.config.Splice;
import haproxyj.proxy.config.Timeouts;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Backends on a clock and with check results the test sets; events are kept as HAProxy's lines. */
final class Farm {
    static final InetSocketAddress CLIENT = new InetSocketAddress("127.0.0.1", 40000);

    final Clock clock = new Clock();
    final List<String> lines = new ArrayList<>();
    final Map<String, CheckResult> checks = new HashMap<>();
    final Backends backends;

    Farm(BackendConfig... configs) {
        this(ImmediateEventExecutor.INSTANCE, configs);
    }

    Farm(EventExecutor executor, BackendConfig... configs) {
        ServerEvents events = new ServerEvents() {
            @Override
            public void stateChanged(ServerEvent event) {
                lines.add(event.text());
            }

            @Override
            public void checkCounted(CheckEvent event) {
                lines.add(event.text());
            }

            @Override
            public void availability(String backend, boolean available) {
                lines.add(backend + (available ? " available" : " unavailable"));
            }
        };
        backends = Backends.build(
                List.of(configs),
                new ControlLoop(
                        executor,
                        clock,
                        0,
                        new Random(1),
                        (backend, server) ->
                                limits -> CompletableFuture.completedFuture(checks.getOrDefault(server.name(), PASSED)),
                        events));
    }

    static final CheckResult PASSED = new CheckResult(CheckStatus.L4OK, "", 0);
    static final CheckResult REFUSED = new CheckResult(CheckStatus.L4CON, "Connection refused", 0);

    Backend backend(String name) {
        return backends.get(name).orElseThrow();
    }

    Server server(String backend, String name) {
        return control(backend, name).server();
    }

    ServerControl control(String backend, String name) {
        return backend(backend).control(name).orElseThrow();
    }

    /** Assigns and expects a slot. */
    ServerSlot slot(String backend) {
        return ((Assignment.Assigned) backend(backend).assign(AssignRequest.first(CLIENT), new Ear())).slot();
    }

    static BackendConfig config(String name, int redispatch, ServerConfig... servers) {
        return new BackendConfig(
                name,
                Mode.TCP,
                new Balance(Balance.Algorithm.ROUNDROBIN, 2),
                List.of(servers),
                3,
                redispatch,
                FallThrough.AUTO,
                false,
                Timeouts.NONE,
                Keepalive.OFF,
                new CheckKind.TcpConnect(),
                Splice.AUTO);
    }

    static CheckPolicy policy() {
        CheckPolicy d = CheckPolicy.defaults();
        return new CheckPolicy(
                2,
                3,
                Duration.ofSeconds(5),
                d.fastinter(),
                d.downinter(),
                d.initState(),
                d.timeoutConnect(),
                d.timeoutCheck(),
                d.observe(),
                d.errorLimit(),
                d.onError());
    }

    /** Remembers what it was told. */
    static final class Ear implements ServerPool.Waiter {
        final List<ServerSlot> granted = new ArrayList<>();
        final List<Refusal> refused = new ArrayList<>();

        @Override
        public void granted(ServerSlot slot) {
            granted.add(slot);
        }

        @Override
        public void refused(Refusal why) {
            refused.add(why);
        }
    }

    /** Time that moves when told. */
    static final class Clock implements CheckScheduler {
        private record Due(long at, long order, Runnable task) {}

        private final List<Due> due = new ArrayList<>();
        private long now;
        private long order;

        @Override
        public long nowNanos() {
            return now;
        }

        @Override
        public Cancellable schedule(Runnable task, long delayNanos) {
            Due entry = new Due(now + Math.max(0, delayNanos), order++, task);
            due.add(entry);
            return () -> due.remove(entry);
        }

        void advance(Duration by) {
            long end = now + by.toNanos();
            while (true) {
                Optional<Due> next = due.stream()
                        .filter(d -> d.at <= end)
                        .min(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
                if (next.isEmpty()) {
                    now = end;
                    return;
                }
                due.remove(next.get());
                now = next.get().at;
                next.get().task.run();
            }
        }
    }
}
