package haproxyj.proxy.frontend;

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
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One listening socket. Owned by its event loop; {@link #resume} and {@link #close} from any thread. */
final class ChannelListener extends ChannelInboundHandlerAdapter implements Listening {

    /** IPPROTO_IPV6 and IPV6_V6ONLY of Linux; Netty has no name for it. */
    private static final IntegerUnixChannelOption V6ONLY = new IntegerUnixChannelOption("IPV6_V6ONLY", 41, 26);

    private final BindConfig config;
    private final TransportKind kind;
    private final EventLoopGroup acceptors;
    private final Consumer<Channel> accepted;
    private final BooleanSupplier full;
    private final AcceptErrors errors;
    private volatile @Nullable Channel channel;
    private volatile boolean closed;
    private boolean pausedByError;

    /**
     * A listening channel.
     *
     * @param acceptors one of these loops accepts
     * @param accepted takes each connection, not yet registered with an event loop
     * @param full whether accepting has to stop
     * @param acceptError counts
     */
    ChannelListener(
            BindConfig config,
            TransportKind kind,
            EventLoopGroup acceptors,
            Consumer<Channel> accepted,
            BooleanSupplier full,
            Runnable acceptError) {
        this.config = config;
        this.kind = kind;
        this.acceptors = acceptors;
        this.accepted = accepted;
        this.full = full;
        errors = new AcceptErrors(config.address(), acceptError);
    }

    @Override
    public CompletableFuture<InetSocketAddress> bind() {
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
                bound.completeExceptionally(BindErrors.named(config.address(), f.cause()));
            }
        });
        return bound;
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
        errors.onError(cause);
        pausedByError = true;
        ctx.channel().config().setAutoRead(false);
        ctx.channel()
                .eventLoop()
                .schedule(
                        () -> {
                            pausedByError = false;
                            resume();
                        },
                        AcceptErrors.PAUSE_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    /** The listening channel once it is bound. */
    Optional<Channel> channel() {
        return Optional.ofNullable(channel);
    }

    @Override
    public void resume() {
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

    @Override
    public CompletableFuture<Void> close() {
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
