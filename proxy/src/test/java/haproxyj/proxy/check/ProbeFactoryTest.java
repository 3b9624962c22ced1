package haproxyj.proxy.check;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.health.CheckResult;
import haproxyj.health.CheckStatus;
import haproxyj.health.ProbeLimits;
import haproxyj.proxy.config.BackendConfig;
import haproxyj.proxy.config.Balance;
import haproxyj.proxy.config.CheckKind;
import haproxyj.proxy.config.FallThrough;
import haproxyj.proxy.config.Keepalive;
import haproxyj.proxy.config.Mode;
import haproxyj.proxy.config.ServerConfig;
import haproxyj.proxy.config.ServerConfig.SendProxy;
import haproxyj.proxy.config.Splice;
import haproxyj.proxy.config.Timeouts;
import haproxyj.proxy.relay.TransportKind;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Probes against real sockets on the loopback address. */
class ProbeFactoryTest {
    private final ExecutorService peer = Executors.newSingleThreadExecutor();
    private final EventLoopGroup nio = TransportKind.NIO.newLoops(1, "probe");

    @AfterEach
    void stop() {
        peer.shutdownNow();
        nio.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void theAmqpProbeReadsAGreetingAfterTheProxyHeader() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> heard = answer(listener, 15 + 8, Greeting.rabbit("3.10.8", "rabbit@x"));
            CheckResult result = run(new ProbeFactory(TransportKind.NIO, nio), listener, true, SendProxy.NONE, 10_000);
            assertThat(result.status()).isEqualTo(CheckStatus.L7OK);
            assertThat(result.description()).isEqualTo("RabbitMQ 3.10.8, cluster rabbit@x");
            assertThat(heard.get(5, TimeUnit.SECONDS)).isEqualTo("PROXY UNKNOWN\r\nAMQP\0\0\t\1");
        }
    }

    @Test
    void overEpollToo() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(Epoll.isAvailable());
        EventLoopGroup epoll = TransportKind.EPOLL.newLoops(1, "probe");
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            answer(listener, 8, new byte[] {'A', 'M', 'Q', 'P', 1, 1, 0, 9});
            CheckResult result =
                    run(new ProbeFactory(TransportKind.EPOLL, epoll), listener, false, SendProxy.NONE, 10_000);
            assertThat(result.status()).isEqualTo(CheckStatus.L7RSP);
            assertThat(result.description()).contains("1-1-0-9");
        } finally {
            epoll.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    @Test
    void silenceIsATimeoutOfLayerSeven() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CheckResult result = run(new ProbeFactory(TransportKind.NIO, nio), listener, false, SendProxy.NONE, 300);
            assertThat(result.status()).isEqualTo(CheckStatus.L7TOUT);
            assertThat(result.description()).contains("connection.start");
        }
    }

    @Test
    void theVersionTwoHeaderSaysLocal() {
        InetSocketAddress nowhere = new InetSocketAddress("127.0.0.1", 1);
        byte[] header =
                ProbeFactory.preamble(server(nowhere, true, SendProxy.V2)).bytes(nowhere, nowhere);
        assertThat(header).hasSize(16).startsWith(0x0D, 0x0A, 0x0D, 0x0A, 0x00).endsWith(0x20, 0, 0, 0);
        assertThat(ProbeFactory.preamble(server(nowhere, false, SendProxy.V2)).bytes(nowhere, nowhere))
                .isEmpty();
    }

    private static CheckResult run(
            ProbeFactory probes, ServerSocket listener, boolean proxy, SendProxy version, long limitMillis)
            throws Exception {
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", listener.getLocalPort());
        ServerConfig server = server(address, proxy, version);
        BackendConfig backend = new BackendConfig(
                "b",
                Mode.TCP,
                new Balance(Balance.Algorithm.ROUNDROBIN, 2),
                List.of(server),
                3,
                0,
                FallThrough.AUTO,
                false,
                Timeouts.NONE,
                Keepalive.OFF,
                new CheckKind.Amqp(Optional.of("rabbit@x")),
                Splice.AUTO);
        long limit = TimeUnit.MILLISECONDS.toNanos(limitMillis);
        return probes.probe(backend, server)
                .run(new ProbeLimits(limit, limit, 0))
                .toCompletableFuture()
                .get(15, TimeUnit.SECONDS);
    }

    private static ServerConfig server(InetSocketAddress address, boolean proxy, SendProxy version) {
        return new ServerConfig(
                "s",
                address,
                1,
                0,
                0,
                false,
                false,
                Optional.empty(),
                address,
                Optional.empty(),
                version,
                proxy,
                false,
                false);
    }

    /** Takes one connection, reads so many octets, answers, and tells what it read. */
    private CompletableFuture<String> answer(ServerSocket listener, int octets, byte[] reply) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (Socket socket = listener.accept()) {
                        byte[] heard = socket.getInputStream().readNBytes(octets);
                        socket.getOutputStream().write(reply);
                        socket.getOutputStream().flush();
                        socket.getInputStream().read();
                        return new String(heard, java.nio.charset.StandardCharsets.ISO_8859_1);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                },
                peer);
    }
}
