package haproxyj.proxy.relay;

import haproxyj.proxy.config.Keepalive;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannelConfig;
import io.netty.channel.socket.SocketChannelConfig;

/** Options of relayed sockets. Stateless. */
final class SocketOptions {
    private SocketOptions() {}

    /** Half-closure, no reading before it is wanted, no close by Netty's own decision, keepalive. TCP_NODELAY is Netty's default. */
    static void apply(Channel channel, Keepalive keepalive) {
        ChannelConfig config = channel.config();
        config.setAutoRead(false);
        config.setAutoClose(false);
        config.setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        if (keepalive.enabled() && config instanceof SocketChannelConfig) {
            config.setOption(ChannelOption.SO_KEEPALIVE, true);
        }
        if (keepalive.enabled() && config instanceof EpollSocketChannelConfig) {
            keepalive.idle().ifPresent(d -> config.setOption(EpollChannelOption.TCP_KEEPIDLE, Keepalive.seconds(d)));
            keepalive
                    .interval()
                    .ifPresent(d -> config.setOption(EpollChannelOption.TCP_KEEPINTVL, Keepalive.seconds(d)));
            keepalive.count().ifPresent(n -> config.setOption(EpollChannelOption.TCP_KEEPCNT, n));
        }
    }

    /** The next close sends RST where the kind of socket knows one. */
    static void resetOnClose(Channel channel) {
        if (channel.config() instanceof SocketChannelConfig) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
    }
}
