package haproxyj.proxy.relay;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.function.BiConsumer;

/** Which of Netty's transports carries the sockets: the one place that knows their classes. Any thread. */
public enum TransportKind {
    /** Linux epoll; unix domain sockets and all keepalive options. */
    EPOLL,
    /** The JDK's selectors, for platforms without epoll. No unix domain sockets. */
    NIO;

    /** Epoll where it can be loaded. */
    public static TransportKind best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    /**
     * Event loops.
     *
     * @param name prefix of the thread names
     */
    public MultiThreadIoEventLoopGroup newLoops(int threads, String name) {
        return newLoops(threads, name, (loop, epoll) -> {});
    }

    /** @param made told of each epoll handler with the loop that it belongs to */
    MultiThreadIoEventLoopGroup newLoops(int threads, String name, BiConsumer<ThreadAwareExecutor, SteadyEpoll> made) {
        IoHandlerFactory factory = this == EPOLL ? SteadyEpoll.newFactory(made) : NioIoHandler.newFactory();
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), factory);
    }

    /** Listening channels, also for the embedded broker. */
    public Class<? extends ServerChannel> serverChannel() {
        return this == EPOLL ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** New listening channels. */
    public ChannelFactory<? extends ServerChannel> serverFactory() {
        return this == EPOLL ? EpollServerSocketChannel::new : NioServerSocketChannel::new;
    }

    /**
     * Channels that connect to an address of the configuration, also for health probes.
     *
     * @throws IllegalArgumentException a unix domain socket without epoll
     */
    public ChannelFactory<? extends Channel> clientFactory(SocketAddress to) {
        if (to instanceof UnixDomainSocketAddress || to instanceof DomainSocketAddress) {
            if (this != EPOLL) {
                throw new IllegalArgumentException(
                        "unix domain socket " + to + " needs the epoll transport; use a TCP address on this platform");
            }
            return EpollDomainSocketChannel::new;
        }
        return this == EPOLL ? EpollSocketChannel::new : NioSocketChannel::new;
    }

    /** An address of the configuration as Netty wants it. */
    public SocketAddress nettyAddress(SocketAddress address) {
        return address instanceof UnixDomainSocketAddress unix
                ? new DomainSocketAddress(unix.getPath().toString())
                : address;
    }
}
