package haproxyj.proxy.relay;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.config.FallThrough;
import haproxyj.proxy.config.ServerConfig.SendProxy;
import haproxyj.proxy.session.Pools;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackPressureTest {
    private static final int OFFERED = 128 << 20;

    /** Some chunks of the allocator: far more than a relay holds, far less than what is offered. */
    private static final long HELD_AT_MOST = 24 << 20;

    private final AtomicLong sent = new AtomicLong();

    private static long directMemory() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }

    /** Whatever a slow reader has not taken stays with the sender and the kernel, not in the proxy. */
    @ParameterizedTest
    @EnumSource(Carrier.class)
    void theProxyHoldsLittleForASlowReader(Carrier kind) throws Exception {
        sent.set(0);
        try (ServerSocketChannel origin = ServerSocketChannel.open()) {
            origin.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var timeouts = Bench.timeouts(60_000, 60_000);
            Pools pool = new Pools(Pools.backend(
                    0,
                    0,
                    FallThrough.OFF,
                    timeouts,
                    Pools.server("s", origin.getLocalAddress(), false, SendProxy.NONE)));
            try (Bench bench = new Bench(kind, pool, timeouts, 10, false);
                    SocketChannel client = SocketChannel.open(bench.address);
                    SocketChannel server = origin.accept()) {
                long before = directMemory();
                Thread sender = new Thread(() -> send(client));
                sender.start();
                ByteBuffer in = ByteBuffer.allocate(1 << 20);
                AtomicLong seen = new AtomicLong();
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(150))
                        .until(() -> sent.get() > 0 && seen.getAndSet(sent.get()) == sent.get());
                assertThat(sent.get()).isLessThan(OFFERED);
                assertThat(directMemory() - before).isLessThan(HELD_AT_MOST);
                long received = 0;
                for (int n; (n = server.read(in.clear())) >= 0; received += n) {
                    assertThat(directMemory() - before).isLessThan(HELD_AT_MOST);
                }
                sender.join();
                assertThat(received).isEqualTo(OFFERED);
            }
        }
    }

    private void send(SocketChannel client) {
        ByteBuffer block = ByteBuffer.allocateDirect(1 << 20);
        try {
            while (sent.get() < OFFERED) {
                block.clear();
                while (block.hasRemaining()) {
                    sent.addAndGet(client.write(block));
                }
            }
            client.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
