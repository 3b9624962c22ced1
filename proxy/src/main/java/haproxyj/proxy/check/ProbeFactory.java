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
import haproxyj.proxy.relay.TransportKind;
import io.netty.channel.EventLoopGroup;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;

/** The probes of the house, on one group of event loops. Any thread. */
public final class ProbeFactory implements Probes {
    /** A check has no client to tell of (PROXY protocol 2.1: UNKNOWN). */
    private static final byte[] PROXY_V1 = "PROXY UNKNOWN\r\n".getBytes(StandardCharsets.US_ASCII);

    /** Signature, version 2 command LOCAL, no addresses (PROXY protocol 2.2). */
    private static final byte[] PROXY_V2 = {
        '\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n', 0x20, 0, 0, 0
    };

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
        byte[] header = server.sendProxy() == ServerConfig.SendProxy.V2 ? PROXY_V2 : PROXY_V1;
        return (from, to) -> header.clone();
    }
}
