package haproxyj.proxy.check;

import haproxyj.health.CheckTarget;
import haproxyj.health.CheckTarget.Preamble;
import haproxyj.health.Probe;
import haproxyj.health.TcpCheckProbe;
import haproxyj.health.TcpConnectProbe;
import haproxyj.proxy.backend.Probes;
import haproxyj.proxy.config.BackendConfig;
import haproxyj.proxy.config.CheckKind;
import haproxyj.proxy.config.ServerConfig;
import haproxyj.proxy.proxyprotocol.ProxyHeader;
import haproxyj.proxy.relay.TransportKind;
import io.netty.channel.EventLoopGroup;
import java.net.SocketAddress;

/** The probes of the house, on one group of event loops. Any thread. */
public final class ProbeFactory implements Probes {
    private final EventLoopGroup group;
    private final TransportKind kind;

    /** For a group of loops of this kind. */
    public ProbeFactory(TransportKind kind, EventLoopGroup group) {
        this.kind = kind;
        this.group = group;
    }

    @Override
    public Probe probe(BackendConfig backend, ServerConfig server) {
        SocketAddress address = server.checkAddress();
        CheckTarget target =
                new CheckTarget(group, kind.clientFactory(address), kind.nettyAddress(address), preamble(server));
        CheckKind check = backend.check();
        if (check instanceof CheckKind.TcpCheck script) {
            return new TcpCheckProbe(target, script.steps());
        }
        if (check instanceof CheckKind.Amqp amqp) {
            return new AmqpProbe(target, amqp.clusterName());
        }
        return new TcpConnectProbe(target);
    }

    /** The PROXY header of checks: version 2 where traffic has it, else version 1. */
    static Preamble preamble(ServerConfig server) {
        if (!server.checkSendProxy()) {
            return Preamble.NONE;
        }
        // A check has no client to tell of.
        return server.sendProxy() == ServerConfig.SendProxy.V2
                ? (from, to) -> ProxyHeader.LOCAL.encodeV2()
                : (from, to) -> ProxyHeader.LOCAL.encodeV1();
    }
}
