package haproxyj.health;

import static haproxyj.health.Network.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.health.FakeServer.Effect.Close;
import haproxyj.health.FakeServer.Effect.Hear;
import haproxyj.health.FakeServer.Effect.Pause;
import haproxyj.health.FakeServer.Effect.Say;
import haproxyj.health.FakeServer.Visit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A dialogue written outside this module's own script: counted frames, consumed one by one, and a polite goodbye. */
class ExchangeProbeTest {

    @RegisterExtension
    static final Network NETWORK = new Network();

    /** Frames are a digit for the length and so many letters; the third frame is the verdict. */
    private static final class Frames implements Dialogue {

        private int frames;

        @Override
        public Step onConnected() {
            return Step.send(bytes("HELLO"));
        }

        @Override
        public Step onReceived(byte[] buffer, int length, boolean end) {
            int from = 0;
            while (from < length && from + 1 + (buffer[from] - '0') <= length) {
                int size = buffer[from] - '0';
                String frame = new String(buffer, from + 1, size, StandardCharsets.ISO_8859_1);
                from += 1 + size;
                if (++frames == 3) {
                    CheckStatus status = frame.equals("yes") ? CheckStatus.L7OK : CheckStatus.L7STS;
                    Step last = Step.end(status, frame);
                    return new Step(Step.send(bytes("BYE")).send(), from, last.verdict());
                }
            }
            return Step.await().consuming(from);
        }

        @Override
        public String position() {
            return "after frame " + frames;
        }
    }

    private static CheckResult check(FakeServer server, Supplier<Dialogue> dialogue, ProbeLimits limits)
            throws Exception {
        return NETWORK.result(new ExchangeProbe(NETWORK.target(server.address()), dialogue), limits);
    }

    @Test
    void framesSplitAnywhereAreConsumedOneByOne() throws Exception {
        try (FakeServer server = new FakeServer(
                new Hear(5), new Say("3a"), new Pause(40), new Say("bc2x"), new Pause(40), new Say("y3yes"))) {
            CheckResult result = check(server, Frames::new, Network.AMPLE);
            assertThat(result.status()).isEqualTo(CheckStatus.L7OK);
            assertThat(result.description()).isEqualTo("yes");
            assertThat(server.visit()).isEqualTo(new Visit("HELLOBYE", "FIN"));
        }
    }

    @Test
    void aNoIsReportedAsSuch() throws Exception {
        try (FakeServer server = new FakeServer(new Hear(5), new Say("1a1b2no"))) {
            assertThat(check(server, Frames::new, Network.AMPLE).status()).isEqualTo(CheckStatus.L7STS);
        }
    }

    @Test
    void aCloseInTheMiddleSaysHowFarItCame() throws Exception {
        try (FakeServer server = new FakeServer(new Hear(5), new Say("1a3x"), new Pause(40), new Close())) {
            CheckResult result = check(server, Frames::new, Network.AMPLE);
            assertThat(result.status()).isEqualTo(CheckStatus.L7RSP);
            assertThat(result.description()).isEqualTo("connection closed by the server after frame 1");
        }
    }

    @Test
    void aTimeoutSaysHowFarItCame() throws Exception {
        try (FakeServer server = new FakeServer(new Hear(5), new Say("1a"), new Pause(5_000))) {
            ProbeLimits limits = Network.limits(Duration.ofSeconds(10), Duration.ofMillis(500));
            CheckResult result = check(server, Frames::new, limits);
            assertThat(result.status()).isEqualTo(CheckStatus.L7TOUT);
            assertThat(result.description()).isEqualTo("after frame 1");
        }
    }

    @Test
    void moreThanTheBoundWithoutProgressEndsTheCheck() throws Exception {
        try (FakeServer server = new FakeServer(new Say("x".repeat(2 * Exchange.BUFFER_BYTES)), new Pause(5_000))) {
            CheckResult result = check(server, Deaf::new, Network.AMPLE);
            assertThat(result.status()).isEqualTo(CheckStatus.L7RSP);
            assertThat(result.description()).contains("more than 16384 bytes");
        }
    }

    @Test
    void moreThanTheBoundIsFineForADialogueThatConsumes() throws Exception {
        String flood = "9123456789".repeat(Exchange.BUFFER_BYTES / 4);
        try (FakeServer server = new FakeServer(new Say(flood), new Say("3end"), new Pause(5_000))) {
            CheckResult result = check(server, Counting::new, Network.AMPLE);
            assertThat(result.description()).isEqualTo(flood.length() + 4 + " bytes");
        }
    }

    @Test
    void aDialogueThatThrowsIsALocalProblem() throws Exception {
        try (FakeServer server = new FakeServer(new Say("1a"), new Pause(5_000))) {
            CheckResult result = check(server, () -> new Broken(new Deaf()), Network.AMPLE);
            assertThat(result.status()).isEqualTo(CheckStatus.SOCKERR);
            assertThat(result.description()).isEqualTo("bug in the parser");
        }
    }

    @Test
    void aCancelledCheckClosesItsConnectionLongBeforeItsLimit() throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        try (FakeServer server = new FakeServer(new Say("a word"))) {
            ExchangeProbe probe = new ExchangeProbe(NETWORK.target(server.address()), () -> new Deaf(heard));
            CompletableFuture<CheckResult> run = probe.run(Network.AMPLE).toCompletableFuture();
            assertThat(heard.await(5, TimeUnit.SECONDS)).isTrue();
            run.cancel(false);
            assertThat(server.visit()).isEqualTo(new Visit("", "FIN"));
        }
    }

    /** Never satisfied, never consumes; tells when it hears something. */
    private record Deaf(CountDownLatch heard) implements Dialogue {

        Deaf() {
            this(new CountDownLatch(1));
        }

        @Override
        public Step onConnected() {
            return Step.await();
        }

        @Override
        public Step onReceived(byte[] buffer, int length, boolean end) {
            heard.countDown();
            return Step.await();
        }

        @Override
        public String position() {
            return "";
        }
    }

    /** Counts all bytes until it has seen "end". */
    private static final class Counting implements Dialogue {

        private int total;

        @Override
        public Step onConnected() {
            return Step.await();
        }

        @Override
        public Step onReceived(byte[] buffer, int length, boolean end) {
            int kept = Math.min(2, length);
            String text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
            if (text.endsWith("end")) {
                return Step.end(CheckStatus.L7OK, total + length + " bytes");
            }
            total += length - kept;
            return Step.await().consuming(length - kept);
        }

        @Override
        public String position() {
            return "";
        }
    }

    /** Throws at the first byte. */
    private record Broken(Dialogue inner) implements Dialogue {

        @Override
        public Step onConnected() {
            return inner.onConnected();
        }

        @Override
        public Step onReceived(byte[] buffer, int length, boolean end) {
            throw new IllegalStateException("bug in the parser");
        }

        @Override
        public String position() {
            return inner.position();
        }
    }
}
