package haproxyj.proxy.relay;

import haproxyj.proxy.config.Keepalive;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.ChannelHandlerContext;

/** Sets the options of a socket before it connects, and leaves. One event loop. */
final class ConnectHandler extends ChannelHandlerAdapter {
    private final Keepalive keepalive;

    ConnectHandler(Keepalive keepalive) {
        this.keepalive = keepalive;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        SocketOptions.apply(ctx.channel(), keepalive);
        ctx.pipeline().remove(this);
    }
}
