package haproxyj.proxy.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.config.Shards;
import haproxyj.proxy.relay.Carrier;
import haproxyj.proxy.relay.Line;
import haproxyj.proxy.relay.fd.RelayBudget;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** However connections get to the event loops: none is lost, and no limit is exceeded. */
class ShardsTest {
    private static Line line(int maxconn, Shards shards) throws IOException {
        return new Line(Carrier.ADAPTIVE, Line.loopback(), maxconn, shards, new RelayBudget(100, 16 << 20, 1000));
    }

    /** Says one octet to each that comes and closes. */
    private static void greet(Line line) {
        Thread greeter = new Thread(() -> {
            try {
                while (true) {
                    try (SocketChannel connection = line.origin.accept()) {
                        connection.socket().getOutputStream().write('!');
                        connection.shutdownOutput();
                    }
                }
            } catch (IOException closed) {
                assertThat(line.origin.isOpen()).isFalse();
            }
        });
        greeter.setDaemon(true);
        greeter.start();
    }

    /** With so few places accepting pauses for nearly every connection; one lost wake-up would stop it for ever. */
    @ParameterizedTest
    @CsvSource({"1, SHARED", "2, SHARED", "3, SHARED", "1, BY_THREAD", "3, BY_THREAD", "2, ACCEPTOR"})
    void stormsNeverStall(int maxconn, Shards shards) throws Exception {
        int threads = 8;
        int each = 150;
        ExecutorService storm = Executors.newFixedThreadPool(threads);
        try (Line line = line(maxconn, shards)) {
            greet(line);
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(storm.submit(() -> connects(line, each)));
            }
            for (Future<Integer> some : all) {
                assertThat(some.get()).isEqualTo(each);
            }
            assertThat(line.bench.front.max.get()).isLessThanOrEqualTo(maxconn);
            assertThat(line.bench.front.total.sum()).isEqualTo(threads * each);
        } finally {
            storm.shutdownNow();
        }
    }

    private static int connects(Line line, int count) throws IOException {
        int greeted = 0;
        for (int i = 0; i < count; i++) {
            try (Socket client = line.bench.connect()) {
                client.setSoTimeout(20_000);
                if (client.getInputStream().read() == '!') {
                    greeted++;
                }
            }
        }
        return greeted;
    }

    /** Both loops of the bench carry the same number of long-lived sessions. */
    @ParameterizedTest
    @EnumSource(
            value = Shards.class,
            names = {"SHARED", "ACCEPTOR"})
    void fewAreSpreadEvenly(Shards shards) throws Exception {
        try (Line line = line(100, shards)) {
            List<Line.Pair> pairs = new ArrayList<>();
            for (int i = 1; i <= 12; i++) {
                pairs.add(line.pair());
                int[] carried = line.bench.load.sessions();
                assertThat(carried[0] + carried[1]).isEqualTo(i);
                assertThat(Math.abs(carried[0] - carried[1])).isLessThanOrEqualTo(i > 8 ? 2 : 1);
            }
            for (Line.Pair pair : pairs) {
                pair.close();
            }
        }
    }
}
