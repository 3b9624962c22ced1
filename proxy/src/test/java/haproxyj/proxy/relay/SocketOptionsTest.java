package haproxyj.proxy.relay;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.config.Keepalive;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Options are read back from the kernel: Netty's socket configurations ask it. */
class SocketOptionsTest {
    private static final Keepalive ALL = new Keepalive(
            true, Optional.of(Duration.ofSeconds(71)), Optional.of(Duration.ofSeconds(13)), OptionalInt.of(5));

    private static Channel open(TransportKind kind, Keepalive keepalive) {
        Channel channel =
                kind.clientFactory(new InetSocketAddress("127.0.0.1", 1)).newChannel();
        SocketOptions.apply(channel, keepalive);
        return channel;
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void keepalive(TransportKind kind) {
        Channel channel = open(kind, ALL);
        try {
            assertThat(channel.config().getOption(ChannelOption.SO_KEEPALIVE)).isTrue();
            if (kind == TransportKind.EPOLL) {
                assertThat(channel.config().getOption(EpollChannelOption.TCP_KEEPIDLE))
                        .isEqualTo(71);
                assertThat(channel.config().getOption(EpollChannelOption.TCP_KEEPINTVL))
                        .isEqualTo(13);
                assertThat(channel.config().getOption(EpollChannelOption.TCP_KEEPCNT))
                        .isEqualTo(5);
            }
        } finally {
            channel.unsafe().closeForcibly();
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void withoutKeepalive(TransportKind kind) {
        Channel channel = open(kind, Keepalive.OFF);
        try {
            assertThat(channel.config().getOption(ChannelOption.SO_KEEPALIVE)).isFalse();
            assertThat(channel.config().getOption(ChannelOption.TCP_NODELAY)).isTrue();
            assertThat(channel.config().isAutoRead()).isFalse();
            assertThat(channel.config().getOption(ChannelOption.ALLOW_HALF_CLOSURE))
                    .isTrue();
        } finally {
            channel.unsafe().closeForcibly();
        }
    }
}
