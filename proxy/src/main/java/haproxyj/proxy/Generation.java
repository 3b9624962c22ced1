package haproxyj.proxy;

import haproxyj.broker.Broker;
import haproxyj.broker.BrokerConfig;
import haproxyj.health.ExecutorCheckScheduler;
import haproxyj.proxy.admin.AccessLog;
import haproxyj.proxy.admin.AccessSink;
import haproxyj.proxy.admin.AddressText;
import haproxyj.proxy.admin.AdminServer;
import haproxyj.proxy.admin.Counters;
import haproxyj.proxy.backend.Backend;
import haproxyj.proxy.backend.Backends;
import haproxyj.proxy.backend.ControlLoop;
import haproxyj.proxy.backend.LogServerEvents;
import haproxyj.proxy.check.ProbeFactory;
import haproxyj.proxy.config.Config;
import haproxyj.proxy.config.FrontendConfig;
import haproxyj.proxy.config.GlobalConfig;
import haproxyj.proxy.config.Splice;
import haproxyj.proxy.frontend.ConnectionLimit;
import haproxyj.proxy.frontend.Frontend;
import haproxyj.proxy.frontend.LoopLoad;
import haproxyj.proxy.relay.RelayKind;
import haproxyj.proxy.relay.RelayLoops;
import haproxyj.proxy.relay.TransportKind;
import haproxyj.proxy.relay.fd.RelayBudget;
import haproxyj.proxy.session.SessionSetup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running configuration: embedded brokers, backends with their checks, frontends, statistics. Starts all or nothing,
 * drains, stops. A reload will be the next generation.
 *
 * <p>Threading: made, started, drained and closed by the main thread; what is inside has owners of its own: event loops for
 * sessions and broker connections, one control loop for servers and checks, an engine per broker.
 */
final class Generation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("haproxy-j");
    /** What a user without privileges may ask for (pipe-max-size, pipe(7)). */
    private static final int PIPE_OCTETS = 1 << 20;

    private static final int ACCESS_LOG_LINES = 65_536;
    /** How long sessions and broker connections get to take a goodbye, and then the threads to end. */
    private static final long GOODBYE_SECONDS = 1;

    private final Config config;
    private final TransportKind kind;
    private final RelayBudget budget;
    private final MultiThreadIoEventLoopGroup loops;
    private final LoopLoad loads;
    private final DefaultEventExecutor control = new DefaultEventExecutor(new DefaultThreadFactory("control", true));
    private final ConnectionLimit process;
    private final AccessLog accessLog = AccessLog.onStandardOutput(ACCESS_LOG_LINES);
    private final Backends backends;
    private final List<RunningFrontend> fronts = new ArrayList<>();
    private final List<Broker> brokers = new ArrayList<>();
    private final List<AutoCloseable> admin = new ArrayList<>();
    private final List<String> listening = new ArrayList<>();
    private volatile boolean ready;
    private volatile boolean stopping;

    /**
     * Prepares everything; nothing is bound yet.
     *
     * @throws StartException if the configuration asks for what this platform does not have
     */
    Generation(Config config) throws StartException {
        this.config = config;
        GlobalConfig global = config.global();
        RelayKind relay = RelayKind.best(System.getProperty("haproxyj.relay", ""));
        kind = relay.transport();
        budget = new RelayBudget(global.maxpipes(), Runtime.getRuntime().maxMemory() / 2);
        RelayLoops relayLoops = new RelayLoops(relay, global.threads(), "loop", budget);
        loops = relayLoops.group();
        loads = new LoopLoad(relayLoops);
        process = new ConnectionLimit(config.global().maxconn());
        ControlLoop controlLoop = new ControlLoop(
                control,
                new ExecutorCheckScheduler(control),
                config.global().spreadChecks(),
                new SplittableRandom(),
                new ProbeFactory(kind, loops),
                new LogServerEvents());
        try {
            backends = Backends.build(config.backends(), controlLoop);
        } catch (IllegalArgumentException e) {
            stopThreads();
            throw new StartException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Binds everything: brokers first, so that the first checks find them, then frontends, then the statistics.
     *
     * @throws StartException naming what could not be had; {@link #close} then takes back what had been started
     */
    void start() throws StartException {
        for (BrokerConfig each : config.brokers()) {
            Broker broker = new Broker(each, loops, loops, kind::serverChannel);
            brokers.add(broker);
            listening("broker " + each.name(), await(broker.start()));
        }
        control.execute(backends::start);
        for (FrontendConfig each : config.frontends()) {
            start(each);
        }
        if (config.global().stats().isPresent()) {
            InetSocketAddress address = config.global().stats().get();
            try {
                StatusView view = new StatusView(config, process, accessLog, fronts, backends, brokers);
                AdminServer server = new AdminServer(address, () -> view.snapshot(stopping), () -> ready && !stopping);
                admin.add(server);
                listening("stats", List.of(server.address()));
            } catch (IOException e) {
                throw new StartException("stats cannot listen on " + AddressText.of(address) + " (" + e.getMessage()
                        + "); choose another address or free this one");
            }
        }
        ready = true;
        int pipesize = config.global().pipesize().orElse(PIPE_OCTETS);
        if (pipesize > 0 && !config.global().nosplice()) {
            budget.enlargePipes(pipesize);
        }
    }

    private void start(FrontendConfig each) throws StartException {
        Backend backend = backends.get(each.backend())
                .orElseThrow(() -> new StartException("frontend " + each.name() + " has no backend " + each.backend()));
        Counters counters = new Counters();
        AccessSink sink = each.tcplog() ? accessLog : session -> {};
        SessionSetup setup = new SessionSetup(
                each,
                backend,
                counters,
                backend.counters(),
                sink,
                process::current,
                System::nanoTime,
                System::currentTimeMillis);
        Splice splice = config.global().nosplice()
                ? Splice.OFF
                : each.splice().with(backend.config().splice());
        Frontend frontend = new Frontend(setup, loads, splice, process);
        List<InetSocketAddress> bound = await(frontend.start());
        fronts.add(new RunningFrontend(each, frontend, counters, bound));
        listening(each.name(), bound);
    }

    /** What is served where, one line. */
    String readyLine() {
        return "haproxy-j ready" + (listening.isEmpty() ? "" : ": " + String.join(", ", listening));
    }

    /** Closes the listeners; completes when the last session is gone or {@code hard-stop-after} has passed. */
    CompletionStage<Void> drain() {
        stopping = true;
        CompletableFuture<?>[] drained = fronts.stream()
                .map(RunningFrontend::frontend)
                .map(frontend -> {
                    frontend.stopAccepting();
                    return frontend.whenDrained().toCompletableFuture();
                })
                .toArray(CompletableFuture[]::new);
        CompletableFuture<Void> all = CompletableFuture.allOf(drained);
        return config.global()
                .hardStopAfter()
                .map(limit -> all.completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS))
                .orElse(all);
    }

    /** Stops in order: listeners, sessions and brokers, checks, loops, log. Bounded by a few seconds. */
    @Override
    public void close() {
        drain();
        fronts.forEach(front -> front.frontend().closeAll('K'));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GOODBYE_SECONDS);
        List<CompletionStage<?>> goodbyes = new ArrayList<>();
        // Side by side: peers that do not answer cost their patience once, not once each.
        brokers.forEach(broker -> goodbyes.add(CompletableFuture.runAsync(broker::close, Generation::onOwnThread)));
        fronts.forEach(front -> goodbyes.add(front.frontend().whenDrained()));
        goodbyes.forEach(goodbye -> awaitQuietly(goodbye, deadline));
        awaitQuietly(CompletableFuture.runAsync(backends::stop, control), deadline);
        closeAdmin();
        stopThreads();
    }

    private static void onOwnThread(Runnable task) {
        new DefaultThreadFactory("goodbye", true).newThread(task).start();
    }

    private void stopThreads() {
        loops.shutdownGracefully(0, GOODBYE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(GOODBYE_SECONDS, TimeUnit.SECONDS);
        control.shutdownGracefully(0, GOODBYE_SECONDS, TimeUnit.SECONDS);
        accessLog.close();
    }

    private void closeAdmin() {
        for (AutoCloseable each : admin) {
            try {
                each.close();
            } catch (Exception e) {
                LOG.warn("statistics did not stop: {}", e.getMessage());
            }
        }
    }

    private void listening(String what, List<InetSocketAddress> where) {
        where.forEach(address -> listening.add(what + " on " + AddressText.of(address)));
    }

    private static <T> T await(CompletionStage<T> started) throws StartException {
        try {
            return started.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new StartException(String.valueOf(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
        }
    }

    private static void awaitQuietly(CompletionStage<?> stage, long deadline) {
        // handle() makes a value of a failure too, so there is nothing to catch.
        stage.toCompletableFuture()
                .handle((done, failed) -> true)
                .completeOnTimeout(false, Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)
                .join();
    }
}
