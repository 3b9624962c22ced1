package haproxyj.health;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import java.net.SocketAddress;

/**
 * Where and over which transport a probe connects. The three must fit together: an epoll channel needs an epoll loop, a
 * unix-domain address a domain-socket channel.
 *
 * @param group a loop of it runs each check
 * @param channels makes the client channel
 * @param address resolved address of the server
 * @param preamble sent before anything else, for servers with {@code send-proxy} or {@code check-send-proxy}
 */
public record CheckTarget(
        EventLoopGroup group, ChannelFactory<? extends Channel> channels, SocketAddress address, Preamble preamble) {

    /** A target without preamble. */
    public CheckTarget(EventLoopGroup group, ChannelFactory<? extends Channel> channels, SocketAddress address) {
        this(group, channels, address, Preamble.NONE);
    }

    /** The first bytes of a connection, made when its two addresses are known. Called on the event loop. */
    @FunctionalInterface
    public interface Preamble {

        /** Sends nothing. */
        Preamble NONE = (local, remote) -> new byte[0];

        /** The bytes to send, empty for none; {@code local} is this end of the connection, {@code remote} the server. */
        byte[] bytes(SocketAddress local, SocketAddress remote);
    }
}
