package haproxyj.broker;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A live broker on a port of the system's choice, for one test class. */
public final class BrokerFixture implements AutoCloseable {
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final Broker broker;
    private final int port;

    /** A broker with RabbitMQ's defaults, changed as wanted. */
    public BrokerFixture(UnaryOperator<BrokerConfig> changes) {
        BrokerConfig defaults = BrokerConfig.defaults("test", List.of(new InetSocketAddress("127.0.0.1", 0)));
        broker = new Broker(changes.apply(defaults), loops, loops, () -> NioServerSocketChannel.class);
        port = broker.start().toCompletableFuture().join().get(0).getPort();
    }

    public Broker broker() {
        return broker;
    }

    public long count(BrokerCounters.Kind kind) {
        return broker.counters().get(kind);
    }

    /** A client's settings; no recovery, so that a test sees every close. */
    public ConnectionFactory factory() {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        factory.setAutomaticRecoveryEnabled(false);
        factory.setShutdownTimeout(2_000);
        return factory;
    }

    public Connection connect() throws Exception {
        return factory().newConnection();
    }

    /** A bare socket for what no client library would send. */
    public Socket socket() throws Exception {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    @Override
    public void close() {
        broker.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
