package haproxyj.health;

import static haproxyj.health.Network.bytes;
import static haproxyj.health.TcpCheckStep.NO_MIN_RECV;
import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.health.FakeServer.Effect;
import haproxyj.health.FakeServer.Effect.Close;
import haproxyj.health.FakeServer.Effect.Hear;
import haproxyj.health.FakeServer.Effect.Pause;
import haproxyj.health.FakeServer.Effect.Reset;
import haproxyj.health.FakeServer.Effect.Say;
import haproxyj.health.FakeServer.Visit;
import haproxyj.health.TcpCheckStep.ExpectBytes;
import haproxyj.health.TcpCheckStep.ExpectRegex;
import haproxyj.health.TcpCheckStep.Send;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TcpCheckProbeTest {

    @RegisterExtension
    static final Network NETWORK = new Network();

    private static final Duration SHORT = Duration.ofMillis(150);

    private static final List<TcpCheckStep> PING =
            List.of(new Send(bytes("PING\r\n"), ""), new ExpectBytes(bytes("+PONG"), false, NO_MIN_RECV, ""));

    private static CheckResult check(FakeServer server, List<TcpCheckStep> script, ProbeLimits limits)
            throws Exception {
        return NETWORK.result(new TcpCheckProbe(NETWORK.target(server.address()), script), limits);
    }

    private static CheckResult ping(ProbeLimits limits, Effect... effects) throws Exception {
        try (FakeServer server = new FakeServer(effects)) {
            return check(server, PING, limits);
        }
    }

    @Test
    void theExpectedAnswerPassesAndTheConnectionIsClosed() throws Exception {
        try (FakeServer server = new FakeServer(new Hear(6), new Say("+PONG\r\n"))) {
            CheckResult result = check(server, PING, Network.AMPLE);
            assertThat(result.status()).isEqualTo(CheckStatus.L7OK);
            assertThat(server.visit()).isEqualTo(new Visit("PING\r\n", "FIN"));
        }
    }

    @Test
    void aSplitAnswerIsPutTogether() throws Exception {
        CheckResult result = ping(
                Network.AMPLE, new Hear(6), new Say("+P"), new Pause(40), new Say("ON"), new Pause(40), new Say("G"));
        assertThat(result.status()).isEqualTo(CheckStatus.L7OK);
    }

    @Test
    void anAnswerFollowedByAResetCounts() throws Exception {
        CheckResult result = ping(Network.AMPLE, new Hear(6), new Say("+PONG"), new Pause(40), new Reset());
        assertThat(result.status()).isEqualTo(CheckStatus.L7OK);
    }

    @Test
    void anotherAnswerFails() throws Exception {
        CheckResult result = ping(Network.AMPLE, new Hear(6), new Say("-LOADING"), new Close());
        assertThat(result.status()).isEqualTo(CheckStatus.L7RSP);
        assertThat(result.description()).isEqualTo("TCPCHK did not match content '+PONG' at step 2");
    }

    @Test
    void aServerThatClosesWithoutAWordFails() throws Exception {
        CheckResult result = ping(Network.AMPLE, new Hear(6), new Close());
        assertThat(result.status()).isEqualTo(CheckStatus.L7RSP);
        assertThat(result.description()).isEqualTo("TCPCHK got an empty response at step 2");
    }

    @Test
    void aServerThatResetsWithoutAWordIsABrokenConnection() throws Exception {
        CheckResult result = ping(Network.AMPLE, new Hear(6), new Reset());
        assertThat(result.status()).isEqualTo(CheckStatus.SOCKERR);
        assertThat(result.description())
                .isEqualTo("Connection reset by peer at step 2 of tcp-check (expect string '+PONG')");
    }

    @Test
    void aSilentServerTimesOutWithinTheReadLimit() throws Exception {
        CheckResult result = ping(Network.limits(Duration.ofSeconds(10), SHORT));
        assertThat(result.status()).isEqualTo(CheckStatus.L7TOUT);
        assertThat(result.description()).isEqualTo("at step 2 of tcp-check (expect string '+PONG')");
        assertThat(Duration.ofNanos(result.durationNanos())).isGreaterThanOrEqualTo(SHORT);
    }

    @Test
    void aSilentServerTimesOutWithinTheTotalLimit() throws Exception {
        CheckResult result = ping(new ProbeLimits(Duration.ofSeconds(10).toNanos(), SHORT.toNanos(), 0));
        assertThat(result.status()).isEqualTo(CheckStatus.L7TOUT);
    }

    @Test
    void aServerThatTricklesCannotHoldTheCheck() throws Exception {
        Effect[] trickle = new Effect[40];
        for (int i = 0; i < trickle.length; i += 2) {
            trickle[i] = new Say(".");
            trickle[i + 1] = new Pause(30);
        }
        CheckResult result = ping(Network.limits(Duration.ofSeconds(10), SHORT), trickle);
        assertThat(result.status()).isEqualTo(CheckStatus.L7TOUT);
    }

    @Test
    void aFloodIsCutAtTheBuffersBound() throws Exception {
        CheckResult result = ping(Network.AMPLE, new Say("x".repeat(5 * Exchange.BUFFER_BYTES)), new Pause(5_000));
        assertThat(result.status()).isEqualTo(CheckStatus.L7RSP);
        assertThat(result.description()).contains("did not match content '+PONG'");
    }

    @Test
    void aRefusedConnectNamesTheStep() throws Exception {
        CheckResult result =
                NETWORK.result(new TcpCheckProbe(NETWORK.target(FakeServer.refusing()), PING), Network.AMPLE);
        assertThat(result.status()).isEqualTo(CheckStatus.L4CON);
        assertThat(result.description()).isEqualTo("Connection refused at initial connection step of tcp-check");
    }

    @Test
    void aConversationOfSeveralStepsIsHeldInOrder() throws Exception {
        List<TcpCheckStep> script = List.of(
                new ExpectRegex(Pattern.compile("^220 .*ready"), false, NO_MIN_RECV, "banner"),
                new Send(bytes("NOOP\r\n"), ""),
                new ExpectBytes(bytes("250"), false, NO_MIN_RECV, ""),
                new Send(bytes("QUIT\r\n"), ""));
        try (FakeServer server = new FakeServer(new Say("220 mail ready\r\n"), new Hear(6), new Say("250 OK\r\n"))) {
            assertThat(check(server, script, Network.AMPLE).status()).isEqualTo(CheckStatus.L7OK);
            assertThat(server.visit()).isEqualTo(new Visit("NOOP\r\nQUIT\r\n", "FIN"));
        }
    }
}
