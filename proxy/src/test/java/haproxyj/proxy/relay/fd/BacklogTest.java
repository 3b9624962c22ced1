package haproxyj.proxy.relay.fd;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.relay.Line;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against an array of octets, with a real socket that takes only a part. */
class BacklogTest {
    private static final int MOST = 150_000;
    private static final Descriptor.Watcher NOBODY = new Descriptor.Watcher() {
        @Override
        public void onReady(int ready) {}

        @Override
        public void onBug(RuntimeException bug) {}

        @Override
        public void onLoopEnd() {}
    };

    private final RelayBudget budget = new RelayBudget(0, 64 << 20, 10);
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();
    private byte[] model = {};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void octetsStayInOrder(long seed) throws Exception {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Backlog backlog = new Backlog(budget.newChunks());
        ByteBuffer buffer = ByteBuffer.allocateDirect(MOST);
        try (ServerSocketChannel origin = ServerSocketChannel.open().bind(Line.loopback())) {
            Descriptor socket = Descriptor.open(origin.getLocalAddress(), NOBODY);
            socket.connect(origin.getLocalAddress());
            try (SocketChannel peer = origin.accept()) {
                peer.configureBlocking(false);
                Awaitility.await().until(socket::finishConnect);
                for (int i = 0; i < 2_000; i++) {
                    step(random, backlog, buffer, socket, peer);
                    assertThat(backlog.octets()).isEqualTo(model.length);
                    assertThat(budget.pendingOctets() == 0).isEqualTo(model.length == 0);
                    assertThat(budget.pendingOctets()).isLessThanOrEqualTo(model.length + 2 * Chunk.SIZE);
                }
                backlog.clear();
                assertThat(budget.pendingOctets()).isZero();
                socket.release();
                Awaitility.await().until(() -> readAll(peer, buffer) < 0);
            }
        }
        assertThat(Arrays.equals(arrived.toByteArray(), taken.toByteArray())).isTrue();
    }

    private void step(Random random, Backlog backlog, ByteBuffer buffer, Descriptor socket, SocketChannel peer)
            throws Exception {
        int size = random.nextInt(3) == 0 ? 60_000 : 300;
        switch (random.nextInt(8)) {
            case 0, 1, 2, 3 -> {
                byte[] more = new byte[Math.min(random.nextInt(size), MOST - model.length)];
                random.nextBytes(more);
                int at = random.nextInt(100);
                if (at + more.length <= MOST) {
                    buffer.clear().put(at, more);
                    backlog.add(buffer, at, at + more.length);
                    model = Arrays.copyOf(model, model.length + more.length);
                    System.arraycopy(more, 0, model, model.length - more.length, more.length);
                }
            }
            case 4 -> {
                int skipped = Math.min(random.nextInt(size), model.length);
                backlog.skip(skipped);
                model = Arrays.copyOfRange(model, skipped, model.length);
            }
            case 5 -> {
                byte[] copy = new byte[model.length];
                backlog.copyTo(buffer.clear(), 0);
                buffer.get(0, copy);
                assertThat(Arrays.equals(copy, model)).isTrue();
            }
            case 6 -> {
                int sent = backlog.sendTo(socket);
                taken.write(model, 0, sent);
                model = Arrays.copyOfRange(model, sent, model.length);
                if (random.nextInt(10) == 0) {
                    backlog.clear();
                    model = new byte[0];
                }
            }
            default -> read(peer, buffer.clear().limit(1 + random.nextInt(size)));
        }
    }

    private int readAll(SocketChannel peer, ByteBuffer buffer) throws Exception {
        int octets = 1;
        while (octets > 0) {
            octets = read(peer, buffer.clear());
        }
        return octets;
    }

    private int read(SocketChannel peer, ByteBuffer buffer) throws Exception {
        int octets = peer.read(buffer.position(0));
        byte[] in = new byte[Math.max(0, octets)];
        buffer.get(0, in);
        arrived.write(in);
        return octets;
    }
}
