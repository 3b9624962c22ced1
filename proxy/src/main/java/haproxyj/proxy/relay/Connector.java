package haproxyj.proxy.relay;

import haproxyj.proxy.config.Keepalive;
import haproxyj.proxy.session.ConnectFailure;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Connects one session to servers, one attempt at a time; who calls it sets the time limit. One event loop. */
final class Connector {
    /** How an attempt ended. Told once, on the event loop, unless it was abandoned. */
    interface Outcome {
        /** The channel reads nothing yet. */
        void connected(Channel channel);

        void failed(ConnectFailure why);
    }

    private final TransportKind kind;
    private final EventLoop loop;
    private @Nullable ChannelFuture running;

    Connector(TransportKind kind, EventLoop loop) {
        this.kind = kind;
        this.loop = loop;
    }

    void connect(SocketAddress address, Keepalive keepalive, Outcome outcome) {
        ChannelFuture attempt;
        try {
            attempt = new Bootstrap()
                    .group(loop)
                    .channelFactory(kind.clientFactory(address))
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                    .option(ChannelOption.AUTO_READ, false)
                    .handler(new ConnectHandler(keepalive))
                    .connect(kind.nettyAddress(address));
        } catch (RuntimeException e) {
            loop.execute(() -> outcome.failed(ConnectFailure.RESOURCES));
            return;
        }
        running = attempt;
        // A channel that could not even be made reports on another thread.
        attempt.addListener(f -> {
            if (loop.inEventLoop()) {
                done(attempt, outcome);
            } else {
                loop.execute(() -> done(attempt, outcome));
            }
        });
    }

    private void done(ChannelFuture attempt, Outcome outcome) {
        if (running != attempt) {
            discard(attempt);
            return;
        }
        running = null;
        if (attempt.isSuccess()) {
            outcome.connected(attempt.channel());
        } else {
            // Netty has closed what there was to close.
            outcome.failed(ConnectErrors.failure(attempt.cause()));
        }
    }

    void abandon() {
        ChannelFuture attempt = running;
        running = null;
        if (attempt != null) {
            discard(attempt);
        }
    }

    /** A channel for which no descriptor was left has no event loop, and nothing to close. */
    private static void discard(ChannelFuture attempt) {
        if (attempt.channel().isRegistered()) {
            attempt.channel().close();
        }
    }
}
