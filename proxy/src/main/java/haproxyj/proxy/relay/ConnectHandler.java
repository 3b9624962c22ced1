package haproxyj.proxy.relay;

import haproxyj.proxy.config.Keepalive;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Sets the options of a socket before it connects, and stands in until its {@link ChannelSide} is there. One event loop. */
final class ConnectHandler extends ChannelInboundHandlerAdapter {
    private final Keepalive keepalive;

    ConnectHandler(Keepalive keepalive) {
        this.keepalive = keepalive;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        SocketOptions.apply(ctx.channel(), keepalive);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.pipeline().remove(this);
        ctx.fireChannelActive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // An event that epoll meant for a closed descriptor of the same number; the connect itself reports by its
        // future.
    }
}
