package haproxyj.proxy.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.config.BindConfig;
import haproxyj.proxy.config.Shards;
import haproxyj.proxy.relay.TransportKind;
import io.netty.channel.Channel;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChannelListenerTest {
    private final Queue<Channel> accepted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger errors = new AtomicInteger();
    private final AtomicBoolean full = new AtomicBoolean();
    private MultiThreadIoEventLoopGroup loops;
    private ChannelListener listener;

    private InetSocketAddress bind(TransportKind kind, String host, int port, boolean v6only) throws IOException {
        loops = kind.newLoops(1, "listener");
        BindConfig bind = new BindConfig(
                new InetSocketAddress(InetAddress.getByName(host), port), false, 100, v6only, Shards.SHARED);
        listener = new ChannelListener(bind, kind, loops, accepted::add, full::get, errors::incrementAndGet);
        return listener.bind().join();
    }

    @AfterEach
    void close() {
        listener.close().join();
        accepted.forEach(channel -> channel.unsafe().closeForcibly());
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(3000);
    }

    private static Socket connect(String host, int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), 5000);
        return socket;
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void anErrorOfAcceptPausesAndThenAcceptsAgain(TransportKind kind) throws Exception {
        int port = bind(kind, "127.0.0.1", 0, false).getPort();
        Channel server = listener.channel().orElseThrow();
        // What the channel reports when the kernel says EMFILE.
        server.eventLoop()
                .submit(() -> {
                    server.pipeline().fireExceptionCaught(new IOException("accept(..) failed: Too many open files"));
                    assertThat(server.config().isAutoRead()).isFalse();
                    // Room elsewhere does not end the pause.
                    listener.resume();
                })
                .sync();
        assertThat(errors).hasValue(1);
        assertThat(server.isOpen()).isTrue();
        try (Socket waiting = connect("127.0.0.1", port)) {
            Awaitility.await().until(() -> accepted.size() == 1);
            assertThat(waiting.isConnected()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void aFullFrontendLeavesTheRestToTheKernelUntilResumed(TransportKind kind) throws Exception {
        int port = bind(kind, "127.0.0.1", 0, false).getPort();
        full.set(true);
        try (Socket first = connect("127.0.0.1", port);
                Socket second = connect("127.0.0.1", port)) {
            Awaitility.await().until(() -> accepted.size() == 1);
            Awaitility.await()
                    .until(() -> !listener.channel().orElseThrow().config().isAutoRead());
            assertThat(accepted).hasSize(1);
            full.set(false);
            listener.resume();
            Awaitility.await().until(() -> accepted.size() == 2);
            assertThat(first.isConnected() && second.isConnected()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(TransportKind.class)
    void ipv6Loopback(TransportKind kind) throws Exception {
        InetSocketAddress bound = bind(kind, "::1", 0, false);
        assertThat(bound.getAddress()).isEqualTo(InetAddress.getByName("::1"));
        try (Socket client = connect("::1", bound.getPort())) {
            Awaitility.await().until(() -> accepted.size() == 1);
            assertThat(client.isConnected()).isTrue();
        }
    }

    /** Of an IPv6-only wildcard the IPv4 port of the same number is still free; of the other kind it is not. */
    @Test
    void v6onlyLeavesIpv4Alone() throws Exception {
        int port = bind(TransportKind.EPOLL, "::", 0, true).getPort();
        try (java.net.ServerSocket four = new java.net.ServerSocket()) {
            four.bind(new InetSocketAddress("127.0.0.1", port));
            assertThat(four.isBound()).isTrue();
        }
    }

    @Test
    void anIpv6WildcardTakesIpv4UnlessToldOtherwise() throws Exception {
        int port = bind(TransportKind.EPOLL, "::", 0, false).getPort();
        try (Socket four = connect("127.0.0.1", port)) {
            Awaitility.await().until(() -> accepted.size() == 1);
            assertThat(four.isConnected()).isTrue();
        }
    }
}
