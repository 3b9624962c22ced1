package haproxyj.health;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.health.FakeServer.Effect.Reset;
import haproxyj.health.FakeServer.Visit;
import io.netty.channel.ChannelException;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TcpConnectProbeTest {

    @RegisterExtension
    static final Network NETWORK = new Network();

    private static CheckResult check(InetSocketAddress address) throws Exception {
        return NETWORK.result(new TcpConnectProbe(NETWORK.target(address)), Network.AMPLE);
    }

    @Test
    void aServerThatAcceptsIsFineAndTheConnectionIsReset() throws Exception {
        try (FakeServer server = new FakeServer()) {
            CheckResult result = check(server.address());
            assertThat(result.status()).isEqualTo(CheckStatus.L4OK);
            assertThat(result.durationNanos()).isPositive();
            assertThat(server.visit()).isEqualTo(new Visit("", "RST"));
        }
    }

    /** The reset may be seen before or after the connect is: both are true, and nothing else is. */
    @Test
    void aServerThatResetsAtOnceIsConnectedOrNot() throws Exception {
        try (FakeServer server = new FakeServer(new Reset())) {
            CheckResult result = check(server.address());
            assertThat(result.status() + " " + result.description()).isIn("L4OK ", "L4CON Connection reset by peer");
        }
    }

    @Test
    void aRefusedConnectSaysSo() throws Exception {
        CheckResult result = check(FakeServer.refusing());
        assertThat(result.status()).isEqualTo(CheckStatus.L4CON);
        assertThat(result.reason()).isEqualTo("Layer4 connection problem, info: \"Connection refused\"");
    }

    @Test
    void aConnectWithoutAnswerTimesOut() throws Exception {
        List<SocketChannel> crowd = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) full.getLocalSocketAddress();
            // Nobody accepts: once the backlog is full the kernel drops further connection requests.
            for (int i = 0; i < 8; i++) {
                SocketChannel client = SocketChannel.open();
                client.configureBlocking(false);
                client.connect(address);
                crowd.add(client);
            }
            ProbeLimits limits = Network.limits(Duration.ofMillis(150), Duration.ofSeconds(10));
            CheckResult result = NETWORK.result(new TcpConnectProbe(NETWORK.target(address)), limits);
            assertThat(result.status()).isEqualTo(CheckStatus.L4TOUT);
            assertThat(result.description()).isEmpty();
            assertThat(Duration.ofNanos(result.durationNanos())).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        } finally {
            for (SocketChannel client : crowd) {
                client.close();
            }
        }
    }

    @Test
    void thePreambleKnowsBothAddressesAndIsNotResetAway() throws Exception {
        try (FakeServer server = new FakeServer()) {
            CheckTarget target = new CheckTarget(
                    NETWORK.group(),
                    NioSocketChannel::new,
                    server.address(),
                    (local, remote) -> Network.bytes(
                            ((InetSocketAddress) local).getAddress().getHostAddress() + " "
                                    + ((InetSocketAddress) remote).getPort()));
            assertThat(NETWORK.result(new TcpConnectProbe(target), Network.AMPLE)
                            .status())
                    .isEqualTo(CheckStatus.L4OK);
            String expected = "127.0.0.1 " + server.address().getPort();
            assertThat(server.visit()).isEqualTo(new Visit(expected, "FIN"));
        }
    }

    @Test
    void aPreambleThatFailsIsALocalProblem() throws Exception {
        try (FakeServer server = new FakeServer()) {
            CheckTarget target =
                    new CheckTarget(NETWORK.group(), NioSocketChannel::new, server.address(), (local, remote) -> {
                        throw new IllegalStateException("no header for this address family");
                    });
            CheckResult result = NETWORK.result(new TcpConnectProbe(target), Network.AMPLE);
            assertThat(result.status()).isEqualTo(CheckStatus.SOCKERR);
            assertThat(result.description()).isEqualTo("no header for this address family");
        }
    }

    @Test
    void aMissingDescriptorIsALocalProblem() throws Exception {
        CheckTarget target = new CheckTarget(
                NETWORK.group(),
                () -> {
                    throw new ChannelException("Failed to open a socket.", new IOException("Too many open files"));
                },
                FakeServer.refusing());
        CheckResult result = NETWORK.result(new TcpConnectProbe(target), Network.AMPLE);
        assertThat(result.status()).isEqualTo(CheckStatus.SOCKERR);
        assertThat(result.description()).isEqualTo("Too many open files");
    }

    @Test
    void anUnresolvedNameIsNotLookedUpOnTheEventLoop() throws Exception {
        CheckResult result = check(InetSocketAddress.createUnresolved("localhost", 5672));
        assertThat(result.status()).isEqualTo(CheckStatus.SOCKERR);
        assertThat(result.description()).isEqualTo("the server's address is not resolved");
    }

    @Test
    void aLoopThatIsShutDownIsALocalProblem() throws Exception {
        var gone = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        gone.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        CheckTarget target = new CheckTarget(gone, NioSocketChannel::new, FakeServer.refusing());
        assertThat(NETWORK.result(new TcpConnectProbe(target), Network.AMPLE).status())
                .isEqualTo(CheckStatus.SOCKERR);
    }
}
