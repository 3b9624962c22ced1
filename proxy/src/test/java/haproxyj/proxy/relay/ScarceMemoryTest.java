package haproxyj.proxy.relay;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.config.Shards;
import haproxyj.proxy.relay.fd.RelayBudget;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Less memory for slow peers than there are slow peers, and fewer pipes than streams: slower, but everything arrives. */
class ScarceMemoryTest {
    private static final int CHUNK = 16 * 1024;

    @ParameterizedTest
    @EnumSource(
            value = Carrier.class,
            names = {"SPLICED", "ADAPTIVE", "COPIED"})
    void manyStreamsWithFourChunksAndOnePipe(Carrier kind) throws Exception {
        RelayBudget budget = new RelayBudget(1, 4 * CHUNK, 1000);
        try (Line line = new Line(kind, Line.loopback(), 1000, Shards.SHARED, budget)) {
            List<Line.Pair> pairs = new ArrayList<>();
            List<Stream> streams = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Line.Pair pair = line.pair();
                pairs.add(pair);
                Stream up = new Stream(2 * i, 3 << 20);
                Stream down = new Stream(2 * i + 1, 3 << 20);
                up.start(pair.client(), pair.server());
                down.start(pair.server(), pair.client());
                streams.addAll(List.of(up, down));
            }
            for (Stream stream : streams) {
                stream.check();
            }
            for (Line.Pair pair : pairs) {
                pair.close();
            }
        }
    }

    /** What waits in the queue is relayed only when the others get on: they must not wait for it. */
    @ParameterizedTest
    @EnumSource(
            value = Carrier.class,
            names = {"SPLICED", "ADAPTIVE", "COPIED"})
    void clientsThatSpeakInTheQueueDoNotStopTheOthers(Carrier kind) throws Exception {
        RelayBudget budget = new RelayBudget(10, 4 * CHUNK, 1000);
        try (Line line = new Line(kind, Line.loopback(), 1000, Shards.SHARED, budget);
                Line.Pair served = line.pair()) {
            line.pool.queue = true;
            List<SocketChannel> queued = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                SocketChannel client = SocketChannel.open(line.bench.address);
                client.write(ByteBuffer.allocate(CHUNK));
                queued.add(client);
            }
            Awaitility.await().until(() -> line.pool.waiters.size() == 10 && budget.pendingOctets() > 3 * CHUNK);
            Stream up = new Stream(1, 1 << 20);
            Stream down = new Stream(2, 1 << 20);
            up.start(served.client(), served.server());
            down.start(served.server(), served.client());
            up.check();
            down.check();
            assertThat(budget.pendingOctets()).isLessThanOrEqualTo(budget.pendingLimit());
            for (SocketChannel client : queued) {
                Bench.reset(client.socket());
            }
        }
    }
}
