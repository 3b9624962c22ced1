package haproxyj.health;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One event loop for the probes of a test class. */
final class Network implements AfterAllCallback {

    /** Generous limits: a test that reaches them has failed. */
    static final ProbeLimits AMPLE = limits(Duration.ofSeconds(10), Duration.ofSeconds(10));

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    static ProbeLimits limits(Duration connect, Duration read) {
        return new ProbeLimits(connect.toNanos(), connect.plus(read).toNanos(), read.toNanos());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    EventLoopGroup group() {
        return group;
    }

    CheckTarget target(SocketAddress address) {
        return new CheckTarget(group, NioSocketChannel::new, address);
    }

    CheckResult result(Probe probe, ProbeLimits limits) throws Exception {
        return probe.run(limits).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
