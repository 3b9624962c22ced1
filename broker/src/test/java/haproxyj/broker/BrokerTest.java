package haproxyj.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import haproxyj.broker.BrokerCounters.Kind;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BrokerTest {

    @Test
    void anAddressInUseIsNamed() throws Exception {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress("127.0.0.1", 0));
            BrokerConfig config =
                    BrokerConfig.defaults("second", List.of(new InetSocketAddress("127.0.0.1", taken.getLocalPort())));
            try (Broker broker = new Broker(config, loops, loops, () -> NioServerSocketChannel.class)) {
                assertThatThrownBy(() -> broker.start().toCompletableFuture().join())
                        .hasMessageContaining("broker second cannot listen on 127.0.0.1:" + taken.getLocalPort());
            }
        } finally {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    @Test
    void countsConnectionsAndEndsThemWhenItCloses() throws Exception {
        BrokerFixture broker = new BrokerFixture(config -> config);
        Connection first = broker.connect();
        Connection second = broker.connect();
        assertThat(broker.broker().connections()).isEqualTo(2);
        first.close();
        await().until(() -> broker.broker().connections() == 1);
        broker.close();
        await().until(() -> !second.isOpen());
        assertThat(broker.count(Kind.CONNECTIONS_OPENED)).isEqualTo(2);
        assertThat(broker.count(Kind.CONNECTIONS_CLOSED)).isEqualTo(2);
    }
}
