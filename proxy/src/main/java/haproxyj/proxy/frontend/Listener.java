package haproxyj.proxy.frontend;

import haproxyj.proxy.admin.AddressText;
import haproxyj.proxy.config.BindConfig;
import haproxyj.proxy.relay.TransportKind;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listening socket. Owned by its event loop; {@link #resume} and {@link #close} from any thread. */
final class Listener extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final long ERROR_PAUSE_MILLIS = 100;
    private static final long WARN_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** IPPROTO_IPV6 and IPV6_V6ONLY of Linux; Netty has no name for it. */
    private static final IntegerUnixChannelOption V6ONLY = new IntegerUnixChannelOption("IPV6_V6ONLY", 41, 26);

    private final BindConfig config;
    private final Consumer<Channel> accepted;
    private final BooleanSupplier full;
    private final Runnable acceptError;
    private volatile @Nullable Channel channel;
    private volatile boolean closed;
    private boolean pausedByError;
    private long lastWarn;
    private boolean warned;

    /**
     * @param accepted takes each connection, not yet registered with an event loop
     * @param full whether accepting has to stop
     * @param acceptError counts
     */
    Listener(BindConfig config, Consumer<Channel> accepted, BooleanSupplier full, Runnable acceptError) {
        this.config = config;
        this.accepted = accepted;
        this.full = full;
        this.acceptError = acceptError;
    }

    /** Binds; completes with the address, or exceptionally with a message that names it. */
    CompletableFuture<InetSocketAddress> bind(TransportKind kind, EventLoopGroup acceptors) {
        Bootstrap bootstrap = new Bootstrap()
                .group(acceptors)
                .channelFactory(kind.serverFactory())
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, config.backlog())
                .option(ChannelOption.AUTO_READ, true)
                .handler(this);
        if (kind == TransportKind.EPOLL && config.address().getAddress() instanceof Inet6Address) {
            bootstrap.option(V6ONLY, config.v6only() ? 1 : 0);
        }
        CompletableFuture<InetSocketAddress> bound = new CompletableFuture<>();
        bootstrap.bind(config.address()).addListener(f -> {
            if (f.isSuccess()) {
                Channel server = ((io.netty.channel.ChannelFuture) f).channel();
                channel = server;
                if (closed) {
                    server.close();
                }
                bound.complete((InetSocketAddress) server.localAddress());
            } else {
                BindException named =
                        new BindException("cannot bind " + AddressText.of(config.address()) + ": " + hint(f.cause()));
                named.initCause(f.cause());
                bound.completeExceptionally(named);
            }
        });
        return bound;
    }

    /** What to do about it, by the system's word for the trouble. */
    private static String hint(Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        if (text.contains("Permission denied")) {
            return "permission denied; ports below 1024 need root or CAP_NET_BIND_SERVICE";
        }
        if (text.contains("Cannot assign") || text.contains("not available")) {
            return "it is not an address of this machine; choose one that 'ip address' shows";
        }
        if (text.contains("in use")) {
            return "the address is in use; another process listens there (ss -ltnp shows which)";
        }
        return text;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        // NIO hands over a whole batch before it looks whether to stop: one at a time keeps maxconn exact.
        if (ctx.channel() instanceof NioServerSocketChannel nio
                && nio.config().getRecvByteBufAllocator() instanceof MaxMessagesRecvByteBufAllocator allocator) {
            allocator.maxMessagesPerRead(1);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        accepted.accept((Channel) message);
        if (full.getAsBoolean()) {
            ctx.channel().config().setAutoRead(false);
            // Room may have been made between the look and the stop; nobody would tell again.
            if (!full.getAsBoolean()) {
                resume();
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        acceptError.run();
        long now = System.nanoTime();
        if (!warned || now - lastWarn > WARN_EVERY_NANOS) {
            warned = true;
            lastWarn = now;
            LOG.warn(
                    "cannot accept on {}: {}; raise the limit of open files (ulimit -n) or lower maxconn",
                    config.address(),
                    cause instanceof IOException ? cause.getMessage() : cause.toString());
        }
        pausedByError = true;
        ctx.channel().config().setAutoRead(false);
        ctx.channel()
                .eventLoop()
                .schedule(
                        () -> {
                            pausedByError = false;
                            resume();
                        },
                        ERROR_PAUSE_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    /** The listening channel once it is bound. */
    Optional<Channel> channel() {
        return Optional.ofNullable(channel);
    }

    /** Accepts again if there is room. */
    void resume() {
        Channel server = channel;
        if (server != null) {
            EventLoop loop = server.eventLoop();
            loop.execute(() -> {
                if (server.isOpen() && !pausedByError && !full.getAsBoolean()) {
                    server.config().setAutoRead(true);
                }
            });
        }
    }

    /** Stops listening; completes when no connection can be accepted any more. Never bound is closed. */
    CompletableFuture<Void> close() {
        closed = true;
        CompletableFuture<Void> done = new CompletableFuture<>();
        Channel server = channel;
        if (server == null || !server.isOpen()) {
            done.complete(null);
        } else {
            server.close().addListener(f -> done.complete(null));
        }
        return done;
    }
}
