package haproxyj.proxy.relay.fd;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.config.Keepalive;
import haproxyj.proxy.config.Splice;
import haproxyj.proxy.relay.Line;
import haproxyj.proxy.relay.RelayKind;
import haproxyj.proxy.relay.RelayLoops;
import haproxyj.proxy.session.ConnectFailure;
import haproxyj.proxy.session.Side;
import haproxyj.proxy.session.Transport;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The verbs without a session, so that they can come in any order: what is promised of the events holds all the same. */
class FdTransportTest {
    private static final Descriptor.Watcher NOBODY = new Descriptor.Watcher() {
        @Override
        public void onReady(int ready) {}

        @Override
        public void onBug(RuntimeException bug) {}

        @Override
        public void onLoopEnd() {}
    };

    private final RelayBudget budget = new RelayBudget(10, 1 << 20, 1000);
    private final RelayLoops loops = new RelayLoops(RelayKind.DESCRIPTORS, 1, "test", budget);
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private ServerSocketChannel origin;
    private FdTransport transport;
    private SocketChannel client;

    /** Writes down all that it hears. */
    private final class Log implements Transport.Events {
        @Override
        public void onHeld(ByteBuffer held) {
            seen.add("held " + held.remaining());
        }

        @Override
        public void onConnected() {
            seen.add("connected");
            transport.relay();
        }

        @Override
        public void onConnectFailed(ConnectFailure why) {
            seen.add("failed " + why);
        }

        @Override
        public void onBytes(Side from, int octets) {}

        @Override
        public void onResumed(Side side) {
            seen.add("resumed " + side);
        }

        @Override
        public void onDrained(Side side) {
            seen.add("drained " + side);
        }

        @Override
        public void onInputEnd(Side side) {
            seen.add("end " + side);
        }

        @Override
        public void onReset(Side side) {
            seen.add("reset " + side);
        }

        @Override
        public void onTimer() {
            seen.add("timer");
        }

        @Override
        public void onGone() {
            seen.add("gone");
        }
    }

    @BeforeEach
    void open() throws IOException {
        origin = ServerSocketChannel.open().bind(Line.loopback());
        Descriptor accepted = Descriptor.open(origin.getLocalAddress(), NOBODY);
        accepted.connect(origin.getLocalAddress());
        client = origin.accept();
        transport = new FdTransport(loops.descriptorLoops().get(0), accepted.number(), Splice.AUTO);
        transport.execute(() -> transport.start(new Log(), transport::hold));
    }

    @AfterEach
    void close() throws Exception {
        if (!seen.contains("gone")) {
            transport.execute(() -> {
                transport.abandonConnect();
                transport.close(Side.SERVER);
                transport.close(Side.CLIENT);
            });
        }
        client.close();
        Awaitility.await().until(() -> seen.contains("gone"));
        assertThat(budget.pendingOctets()).isZero();
        loops.group().shutdownGracefully(0, 1, TimeUnit.SECONDS).await(5000);
        assertThat(budget.pipes()).isZero();
        assertThat(seen.stream().filter("gone"::equals)).hasSize(1);
        assertThat(seen.get(seen.size() - 1)).isEqualTo("gone");
        origin.close();
    }

    private SocketChannel connected() throws IOException {
        transport.execute(() -> connect());
        SocketChannel server = origin.accept();
        Awaitility.await().until(() -> seen.contains("connected"));
        return server;
    }

    private void connect() {
        try {
            transport.connect(origin.getLocalAddress(), Keepalive.OFF, new byte[0]);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Until the proxy holds octets of the server because the client takes none. */
    private void fill(SocketChannel server) throws IOException {
        server.configureBlocking(false);
        Awaitility.await().until(() -> {
            while (server.write(ByteBuffer.allocate(100_000)) > 0) {
                // More fits.
            }
            return transport.pending(Side.CLIENT);
        });
    }

    @Test
    void noEventOfASideThatWasReset() throws Exception {
        try (SocketChannel server = connected()) {
            fill(server);
            transport.execute(() -> transport.reset(Side.SERVER));
            transport.execute(() -> transport.shutdownOutput(Side.CLIENT));
            while (client.read(ByteBuffer.allocate(100_000)) >= 0) {
                // Until FIN.
            }
            assertThat(seen).contains("drained CLIENT").noneMatch(event -> event.endsWith("SERVER"));
        }
    }

    /** Its memory and its place cannot be held for ever. */
    @Test
    void aCloseDoesNotWaitForEverForAPeerThatReadsNothing() throws Exception {
        try (SocketChannel server = connected()) {
            fill(server);
            transport.execute(() -> {
                transport.close(Side.CLIENT);
                transport.close(Side.SERVER);
            });
            Awaitility.await().until(() -> seen.contains("gone"));
            assertThat(budget.pendingOctets()).isZero();
        }
    }

    /** Its outcome is known at once, and comes all the same only after the verb; not any more once it was given up. */
    @Test
    void aConnectThatFailsAtOnce() {
        UnixDomainSocketAddress nowhere = UnixDomainSocketAddress.of("/nonexistent/socket");
        transport.execute(() -> {
            transport.connect(nowhere, Keepalive.OFF, new byte[0]);
            transport.abandonConnect();
            transport.connect(nowhere, Keepalive.OFF, new byte[0]);
            seen.add("behind");
        });
        Awaitility.await().until(() -> seen.contains("failed UNREACHABLE"));
        assertThat(seen).containsExactly("behind", "failed UNREACHABLE");
    }

    @Test
    void theLoopEndsFirst() throws Exception {
        try (SocketChannel server = connected()) {
            fill(server);
            loops.group().shutdownGracefully(0, 1, TimeUnit.SECONDS).await(5000);
            assertThat(seen).contains("gone");
            assertThat(budget.pendingOctets()).isZero();
            while (client.read(ByteBuffer.allocate(100_000)) >= 0) {
                // Until it is closed.
            }
        }
    }
}
