package haproxyj.broker;

import haproxyj.broker.connection.AmqpConnection;
import haproxyj.broker.connection.BrokerContext;
import haproxyj.broker.connection.DirectReplies;
import haproxyj.broker.connection.Engine;
import haproxyj.broker.connection.EventLog;
import haproxyj.broker.connection.MemoryAlarm;
import haproxyj.broker.connection.ServerProperties;
import haproxyj.broker.queue.MessageMemory;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One embedded broker: listeners, connections, virtual hosts and the engine that owns them.
 *
 * <p>Threading: the public methods may be called from any thread but an event loop; they start and end what is inside.
 * The event loop groups stay the caller's.
 */
public final class Broker implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final long GOODBYE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final BrokerConfig config;
    private final BrokerContext context;
    private final ServerBootstrap bootstrap;
    private final List<Channel> listeners = new CopyOnWriteArrayList<>();
    private final Map<Channel, AmqpConnection> connections = new ConcurrentHashMap<>();
    private final AtomicInteger admitted = new AtomicInteger();

    /** Prepares a broker; nothing is bound yet. */
    public Broker(BrokerConfig config, EventLoopGroup acceptors, EventLoopGroup loops, Transport transport) {
        this.config = config;
        Map<String, VirtualHost> hosts = new LinkedHashMap<>();
        EventLog log = new EventLog();
        MessageMemory memory = new MessageMemory();
        BrokerCounters counters = new BrokerCounters();
        MemoryAlarm alarm = new MemoryAlarm(
                config.name(),
                config.memoryHighWatermark().octets(Runtime.getRuntime().maxMemory()),
                memory,
                counters,
                log,
                () -> connections.values().forEach(AmqpConnection::unblock));
        SecureRandom random = new SecureRandom();
        config.virtualHosts()
                .forEach(name -> hosts.put(name, new VirtualHost(name, random, memory, log::ignoredArgument)));
        Engine engine = new Engine(
                List.copyOf(hosts.values()),
                log,
                alarm::check,
                new DefaultThreadFactory("broker-" + config.name(), true));
        this.context = new BrokerContext(
                config,
                engine,
                Map.copyOf(hosts),
                counters,
                log,
                new DirectReplies(random),
                alarm,
                memory,
                ServerProperties.of(config));
        this.bootstrap = new ServerBootstrap()
                .group(acceptors, loops)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                });
    }

    /** How server channels are made, so that epoll and NIO both serve. */
    public interface Transport {
        /** A listening channel's class. */
        Class<? extends io.netty.channel.ServerChannel> serverChannel();
    }

    private void accept(Channel channel) {
        if (channel.remoteAddress() == null) {
            // Gone between connecting and being accepted.
            channel.close();
            return;
        }
        // One atomic step, because several loops accept at once.
        if (admitted.incrementAndGet() > config.maxConnections()) {
            admitted.decrementAndGet();
            context.counters().count(BrokerCounters.Kind.CONNECTIONS_REFUSED);
            channel.close();
            return;
        }
        AmqpConnection connection = new AmqpConnection(context, channel);
        connections.put(channel, connection);
        channel.closeFuture().addListener(closed -> {
            connections.remove(channel);
            admitted.decrementAndGet();
        });
        channel.pipeline().addLast(connection);
    }

    /** Binds every listener; completes with the bound addresses, or exceptionally with the address named. */
    public CompletionStage<List<InetSocketAddress>> start() {
        context.engine().start();
        List<CompletableFuture<InetSocketAddress>> bound = new ArrayList<>();
        config.binds().forEach(address -> bound.add(bind(address)));
        CompletableFuture<List<InetSocketAddress>> all = CompletableFuture.allOf(
                        bound.toArray(new CompletableFuture<?>[0]))
                .thenApply(
                        nothing -> bound.stream().map(CompletableFuture::join).toList());
        all.exceptionally(failure -> {
            listeners.forEach(Channel::close);
            return List.of();
        });
        return all;
    }

    private CompletableFuture<InetSocketAddress> bind(InetSocketAddress address) {
        CompletableFuture<InetSocketAddress> bound = new CompletableFuture<>();
        ChannelFuture binding = bootstrap.bind(address);
        binding.addListener(done -> {
            if (done.isSuccess()) {
                listeners.add(binding.channel());
                bound.complete((InetSocketAddress) binding.channel().localAddress());
            } else {
                bound.completeExceptionally(new IOException(
                        "broker " + config.name() + " cannot listen on " + address.getHostString() + ":"
                                + address.getPort() + " (" + done.cause().getMessage()
                                + "); choose another bind address or free this one",
                        done.cause()));
            }
        });
        return bound;
    }

    /** What happened so far. */
    public BrokerCounters counters() {
        return context.counters();
    }

    /** Key of its section in the configuration. */
    public String name() {
        return config.name();
    }

    /** How much it holds; completed by the engine after the work it has at hand, never if the broker has stopped. */
    public CompletionStage<BrokerGauges> gauges() {
        CompletableFuture<BrokerGauges> gauges = new CompletableFuture<>();
        context.engine()
                .execute(() -> gauges.complete(context.hosts().values().stream()
                        .map(VirtualHost::gauges)
                        .reduce(context.alarm().gauges(), BrokerGauges::plus)));
        return gauges;
    }

    /** Connections open now. */
    public int connections() {
        return admitted.get();
    }

    /** Closes listeners and connections (connection.close 320), then the engine. Returns when done, within seconds. */
    @Override
    public void close() {
        listeners.forEach(listener -> listener.close().awaitUninterruptibly(1, TimeUnit.SECONDS));
        connections.values().forEach(AmqpConnection::shutdown);
        try {
            long deadline = System.nanoTime() + GOODBYE_NANOS;
            for (Channel channel : Set.copyOf(connections.keySet())) {
                channel.closeFuture().await(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
            for (Channel channel : Set.copyOf(connections.keySet())) {
                channel.close().await(1, TimeUnit.SECONDS);
            }
            context.engine().stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
