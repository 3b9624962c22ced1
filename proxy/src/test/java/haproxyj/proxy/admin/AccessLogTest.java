package haproxyj.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AccessLogTest {

    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final BlockableOutput out = new BlockableOutput();

    @Test
    void writesALineAndFlushesWithoutBeingClosed() {
        try (AccessLog log = new AccessLog(out, ZoneOffset.UTC, 16, DRAIN)) {
            log.log(record(1));
            await().until(() -> out.lines().size() == 1);
            log.log(record(2));
            await().until(() -> out.lines().size() == 2);
            assertThat(log.droppedLines()).isZero();
        }
        assertThat(out.lines().get(0)).contains(" 0/0/1 ");
        assertThat(out.lines().get(1)).contains(" 0/0/2 ");
    }

    @Test
    void closeWritesWhatWaits() {
        AccessLog log = new AccessLog(out, ZoneOffset.UTC, 1024, DRAIN);
        for (int i = 0; i < 1000; i++) {
            log.log(record(i));
        }
        log.close();
        assertThat(out.lines()).hasSize(1000);
        assertThat(log.droppedLines()).isZero();
    }

    @Test
    void aBlockedStreamCostsLinesThatAreCountedAndReported() throws InterruptedException {
        AccessLog log = new AccessLog(out, ZoneOffset.UTC, 8, DRAIN);
        out.block();
        log.log(record(0));
        out.awaitBlockedWriter();
        for (int i = 1; i <= 20; i++) { // returns: the caller is never held up
            log.log(record(i));
        }
        assertThat(log.droppedLines()).isEqualTo(12);
        out.release();
        log.close();
        List<String> lines = out.lines();
        assertThat(lines).filteredOn(l -> l.contains(" rabbit_cluster/rb1 ")).hasSize(9);
        assertThat(lines)
                .filteredOn(l -> l.contains("12 access-log lines dropped"))
                .hasSize(1);
        assertThat(lines).hasSize(10);
    }

    @Test
    void closeGivesUpOnABlockedStreamAfterItsLimit() throws InterruptedException {
        AccessLog log = new AccessLog(out, ZoneOffset.UTC, 8, Duration.ofMillis(50));
        out.block();
        log.log(record(0));
        out.awaitBlockedWriter();
        log.close();
        // close() interrupts the writer, which counts the line it was stuck with.
        await().until(() -> log.droppedLines() == 1);
        assertThat(out.lines()).isEmpty();
        log.log(record(1));
        assertThat(log.droppedLines()).isEqualTo(2);
        out.release();
    }

    @Test
    void aFailingStreamIsCountedAndTriedAgain() {
        try (AccessLog log = new AccessLog(out, ZoneOffset.UTC, 8, DRAIN)) {
            out.failing = true;
            log.log(record(0));
            await().until(() -> log.droppedLines() == 1);
            out.failing = false;
            log.log(record(1));
            await().until(() -> out.lines().size() == 1);
        }
        assertThat(out.lines()).singleElement().asString().contains(" 0/0/1 ");
    }

    @Test
    void manyThreadsLoseNothingAndMixNoLines() throws InterruptedException {
        int threads = 4;
        int each = 5_000;
        AccessLog log = new AccessLog(out, ZoneOffset.UTC, threads * each, DRAIN);
        List<Thread> producers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int first = t * each;
            Thread producer = new Thread(() -> {
                for (int i = first; i < first + each; i++) {
                    log.log(record(i));
                }
            });
            producers.add(producer);
            producer.start();
        }
        for (Thread producer : producers) {
            producer.join();
        }
        log.close();
        assertThat(log.droppedLines()).isZero();
        assertThat(out.lines()).hasSize(threads * each).doesNotHaveDuplicates().allMatch(l -> l.endsWith(" 5/6"));
    }

    private static SessionRecord record(int total) {
        return TcpLogFormatTest.session("127.0.0.1", 0, 0, 0, total, 1, "--", 0, false);
    }

    /** A stream whose reader may stop reading. */
    private static final class BlockableOutput extends OutputStream {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CountDownLatch entered = new CountDownLatch(1);
        private volatile CountDownLatch gate = new CountDownLatch(0);
        volatile boolean failing;

        void block() {
            gate = new CountDownLatch(1);
        }

        void release() {
            gate.countDown();
        }

        void awaitBlockedWriter() throws InterruptedException {
            entered.await();
        }

        List<String> lines() {
            synchronized (bytes) {
                return bytes.toString(StandardCharsets.UTF_8).lines().toList();
            }
        }

        @Override
        public void write(int octet) {
            throw new AssertionError("lines are written in batches, never octet by octet");
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            if (failing) {
                throw new IOException("no space left on device");
            }
            entered.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            synchronized (bytes) {
                bytes.write(from, offset, length);
            }
        }
    }
}
