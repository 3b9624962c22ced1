package haproxyj.broker.connection;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;

/** Addresses of a connection's two ends. */
record Ends(InetSocketAddress remote, InetSocketAddress local) {

    static Ends of(Channel channel) {
        return new Ends((InetSocketAddress) channel.remoteAddress(), (InetSocketAddress) channel.localAddress());
    }

    /** Whether the peer sits on this machine; some users may log in from nowhere else. */
    boolean loopback() {
        return remote.getAddress().isLoopbackAddress();
    }

    /** As RabbitMQ names connections. */
    String text() {
        return text(remote) + " -> " + text(local);
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
