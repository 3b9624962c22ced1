package haproxyj.broker;

import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** One embedded broker: listeners, connections, virtual hosts and the engine that owns them. */
public final class Broker implements AutoCloseable {

    /** Prepares a broker; nothing is bound yet. */
    public Broker(BrokerConfig config, EventLoopGroup acceptors, EventLoopGroup loops, Transport transport) {
        throw new IllegalStateException("stub");
    }

    /** How server channels are made, so that epoll and NIO both serve. */
    public interface Transport {
        /** A listening channel's class. */
        Class<? extends io.netty.channel.ServerChannel> serverChannel();
    }

    /** Binds every listener; completes with the bound addresses, or exceptionally with the address named. */
    public CompletionStage<List<InetSocketAddress>> start() {
        throw new IllegalStateException("stub");
    }

    /** Closes listeners and connections (connection.close 320), then the engine. Returns when done, within seconds. */
    @Override
    public void close() {
        throw new IllegalStateException("stub");
    }
}
