package haproxyj.proxy.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random pieces, stalls and buffer sizes in both directions at once, through every kind of relay and its transitions. */
class StreamFuzzTest {
    private static final int ROUNDS = 2;
    private static final int PAIRS = 6;

    @ParameterizedTest
    @EnumSource(Carrier.class)
    void bothDirectionsArriveWhole(Carrier kind) throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (Line line = new Line(kind)) {
            for (int round = 0; round < ROUNDS; round++) {
                List<Line.Pair> pairs = new ArrayList<>();
                List<Stream> streams = new ArrayList<>();
                for (int i = 0; i < PAIRS; i++) {
                    Line.Pair pair = line.pair();
                    pairs.add(pair);
                    small(random, pair.client());
                    small(random, pair.server());
                    Stream up = new Stream(random.nextLong(), random.nextInt(1 << 20));
                    Stream down = new Stream(random.nextLong(), random.nextInt(1 << 20));
                    up.start(pair.client(), pair.server());
                    down.start(pair.server(), pair.client());
                    streams.addAll(List.of(up, down));
                }
                for (Stream stream : streams) {
                    stream.check();
                }
                for (Line.Pair pair : pairs) {
                    pair.close();
                    assertThat(line.bench.ending()).isEqualTo("--");
                }
            }
        }
    }

    /** A reader that the sender often has to wait for. */
    private static void small(Random random, SocketChannel of) throws IOException {
        if (random.nextInt(3) == 0) {
            of.setOption(StandardSocketOptions.SO_RCVBUF, 32_768);
        }
    }

    private static long descriptors() throws IOException {
        try (var all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }

    /** A burst directly before the end: what FIN follows arrives; what RST follows may, and the session ends in any case. */
    @ParameterizedTest
    @EnumSource(Carrier.class)
    void aBurstBeforeTheEnd(Carrier kind) throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (Line line = new Line(kind)) {
            long before = 0;
            for (int round = 0; round < 60; round++) {
                if (round == 10) {
                    before = settled(line);
                }
                try (Line.Pair pair = line.pair()) {
                    boolean up = random.nextBoolean();
                    SocketChannel from = up ? pair.client() : pair.server();
                    SocketChannel to = up ? pair.server() : pair.client();
                    int octets = 1 + random.nextInt(200_000);
                    Thread reader = new Thread(() -> drain(to, octets));
                    ByteBuffer out = ByteBuffer.allocate(octets);
                    if (random.nextBoolean()) {
                        reader.start();
                        while (out.hasRemaining()) {
                            from.write(out);
                        }
                        from.shutdownOutput();
                        reader.join();
                        assertThat(seen).isEqualTo(octets);
                        from.close();
                        to.close();
                        assertThat(line.bench.ending()).isEqualTo("--");
                    } else {
                        from.configureBlocking(false);
                        from.write(out);
                        Bench.reset(from.socket());
                        reader.start();
                        reader.join();
                        assertThat(seen).isLessThanOrEqualTo(octets);
                        assertThat(line.bench.ending()).isEqualTo(up ? "CD" : "SD");
                    }
                }
            }
            long start = before;
            Awaitility.await().until(() -> settled(line) <= start);
        }
    }

    private volatile int seen;

    private void drain(SocketChannel from, int most) {
        ByteBuffer in = ByteBuffer.allocate(1 + most / 7);
        int total = 0;
        try {
            for (int octets; (octets = from.read(in.clear())) >= 0; total += octets) {
                assertThat(total).isLessThanOrEqualTo(most);
            }
        } catch (IOException reset) {
            assertThat(from.isOpen()).isTrue();
        }
        seen = total;
    }

    /** Descriptors in use between sessions, pipes in reserve included. */
    private static long settled(Line line) throws IOException {
        Awaitility.await().until(() -> line.bench.frontend.sessions() == 0);
        return descriptors() - 2L * line.bench.budget.pipes();
    }
}
