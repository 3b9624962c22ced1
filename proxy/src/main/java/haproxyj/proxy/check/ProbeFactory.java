package haproxyj.proxy.check;

import haproxyj.health.CheckTarget;
import haproxyj.health.CheckTarget.Preamble;
import haproxyj.health.Probe;
import haproxyj.health.TcpCheckProbe;
import haproxyj.health.TcpConnectProbe;
import haproxyj.proxy.config.BackendConfig;
import haproxyj.proxy.config.CheckKind;
import haproxyj.proxy.config.ServerConfig;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** The probes of the house, on one group of event loops. Any thread. */
public final class ProbeFactory implements Probes {
    /** A check has no client to tell of (PROXY protocol 2.1: UNKNOWN). */
    private static final byte[] PROXY_V1 = "PROXY UNKNOWN\r\n".getBytes(StandardCharsets.US_ASCII);

    /** Signature, version 2 command LOCAL, no addresses (PROXY protocol 2.2). */
    private static final byte[] PROXY_V2 = {
        '\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n', 0x20, 0, 0, 0
    };

    private final EventLoopGroup group;
    private final ChannelFactory<? extends Channel> tcp;
    private final ChannelFactory<? extends Channel> local;
    private final Function<UnixDomainSocketAddress, SocketAddress> localAddress;

    private ProbeFactory(
            EventLoopGroup group,
            ChannelFactory<? extends Channel> tcp,
            ChannelFactory<? extends Channel> local,
            Function<UnixDomainSocketAddress, SocketAddress> localAddress) {
        this.group = group;
        this.tcp = tcp;
        this.local = local;
        this.localAddress = localAddress;
    }

    /** For a group with an epoll handler. */
    public static ProbeFactory epoll(EventLoopGroup group) {
        return new ProbeFactory(
                group,
                EpollSocketChannel::new,
                EpollDomainSocketChannel::new,
                address -> new DomainSocketAddress(address.getPath().toFile()));
    }

    /** For a group with an NIO handler. */
    public static ProbeFactory nio(EventLoopGroup group) {
        return new ProbeFactory(group, NioSocketChannel::new, NioDomainSocketChannel::new, address -> address);
    }

    @Override
    public Probe probe(BackendConfig backend, ServerConfig server) {
        CheckTarget target = server.checkAddress() instanceof UnixDomainSocketAddress path
                ? new CheckTarget(group, local, localAddress.apply(path), preamble(server))
                : new CheckTarget(group, tcp, server.checkAddress(), preamble(server));
        CheckKind kind = backend.check();
        if (kind instanceof CheckKind.TcpCheck script) {
            return new TcpCheckProbe(target, script.steps());
        }
        if (kind instanceof CheckKind.Amqp amqp) {
            return new AmqpProbe(target, amqp.clusterName());
        }
        return new TcpConnectProbe(target);
    }

    /** The PROXY header of checks: version 2 where traffic has it, else version 1. */
    static Preamble preamble(ServerConfig server) {
        if (!server.checkSendProxy()) {
            return Preamble.NONE;
        }
        byte[] header = server.sendProxy() == ServerConfig.SendProxy.V2 ? PROXY_V2 : PROXY_V1;
        return (from, to) -> header.clone();
    }
}
