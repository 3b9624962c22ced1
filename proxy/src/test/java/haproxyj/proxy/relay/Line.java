package haproxyj.proxy.relay;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.config.FallThrough;
import haproxyj.proxy.config.ServerConfig.SendProxy;
import haproxyj.proxy.config.Shards;
import haproxyj.proxy.config.Timeouts;
import haproxyj.proxy.relay.fd.RelayBudget;
import haproxyj.proxy.session.Pools;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A frontend with one server, whose part the test plays; at its end the relay must have given everything back. */
public final class Line implements AutoCloseable {
    public static final Timeouts TIMEOUTS = Bench.timeouts(20_000, 20_000);

    public final ServerSocketChannel origin;
    public final Pools pool;
    public final Bench bench;

    /** A client with the server that it got. */
    public record Pair(SocketChannel client, SocketChannel server) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            client.close();
            server.close();
        }
    }

    public Line(Carrier kind) throws IOException {
        this(kind, loopback(), 1000, Shards.SHARED, new RelayBudget(100, 16 << 20, 1000));
    }

    /** @param at where the server listens: an address, or the path of a socket */
    public Line(Carrier kind, SocketAddress at, int maxconn, Shards shards, RelayBudget budget) throws IOException {
        origin = at instanceof UnixDomainSocketAddress
                ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                : ServerSocketChannel.open();
        origin.bind(at, 1000);
        pool = new Pools(Pools.backend(
                0, 0, FallThrough.OFF, TIMEOUTS, Pools.server("s", origin.getLocalAddress(), false, SendProxy.NONE)));
        bench = new Bench(kind, pool, TIMEOUTS, maxconn, false, shards, budget);
    }

    public static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** One more session. */
    public Pair pair() throws IOException {
        int slot = pool.slots.size();
        SocketChannel client = SocketChannel.open(bench.address);
        SocketChannel server = origin.accept();
        Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> pool.slots.get(slot).connected);
        return new Pair(client, server);
    }

    /** What tests share may not be in use any more when all clients and servers have closed. */
    @Override
    public void close() throws IOException {
        origin.close();
        Awaitility.await().until(() -> bench.frontend.sessions() == 0);
        assertThat(bench.process.current()).isZero();
        assertThat(bench.budget.pendingOctets()).isZero();
        bench.close();
        Awaitility.await().until(() -> bench.budget.pipes() == 0);
    }
}
