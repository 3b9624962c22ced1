package haproxyj.proxy.check;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.health.CheckStatus;
import haproxyj.health.Dialogue.Step;
import haproxyj.health.Dialogue.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AmqpDialogueTest {
    private final byte[] rabbit = Greeting.rabbit("3.10.8", "rabbit@x");

    @Test
    void sendsTheProtocolHeader() {
        Step step = new AmqpDialogue(Optional.empty()).onConnected();
        assertThat(step.send()).containsExactly(new byte[] {'A', 'M', 'Q', 'P', 0, 0, 9, 1});
        assertThat(step.verdict()).isEmpty();
    }

    @Test
    void saysWhatItWaitsForOnceThereIsAConnection() {
        AmqpDialogue dialogue = new AmqpDialogue(Optional.empty());
        assertThat(dialogue.position()).isEmpty();
        dialogue.onConnected();
        assertThat(dialogue.position()).isEqualTo("waiting for connection.start");
    }

    @Test
    void namesTheBroker() {
        assertThat(verdict(rabbit, Optional.empty()))
                .contains(new Verdict(CheckStatus.L7OK, "RabbitMQ 3.10.8, cluster rabbit@x"));
        assertThat(verdict(rabbit, Optional.of("rabbit@x")).orElseThrow().status())
                .isEqualTo(CheckStatus.L7OK);
    }

    @Test
    void waitsForTheWholeGreetingWhereverItIsCut() {
        for (int length = 0; length < rabbit.length; length++) {
            byte[] part = Arrays.copyOf(rabbit, length);
            assertThat(verdict(part, Optional.empty())).as("%d octets", length).isEmpty();
            Step end = new AmqpDialogue(Optional.empty()).onReceived(part, length, true);
            assertThat(end.verdict().orElseThrow().status()).isEqualTo(CheckStatus.L7RSP);
        }
    }

    @Test
    void anotherClusterIsAWrongStatusThatNamesBoth() {
        assertThat(verdict(rabbit, Optional.of("rabbit@y")))
                .contains(new Verdict(CheckStatus.L7STS, "cluster rabbit@x, expected rabbit@y"));
    }

    @Test
    void otherProtocolsAreInvalidResponses() {
        Verdict http = verdict("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII), Optional.empty())
                .orElseThrow();
        assertThat(http.status()).isEqualTo(CheckStatus.L7RSP);
        Verdict other = verdict(new byte[] {'A', 'M', 'Q', 'P', 0, 1, 0, 0}, Optional.empty())
                .orElseThrow();
        assertThat(other.status()).isEqualTo(CheckStatus.L7RSP);
        assertThat(other.description()).contains("0-1-0-0");
    }

    @Test
    void whatThePeerWroteCannotForgeLogLines() {
        byte[] evil = Greeting.rabbit("3\nServer a/b is UP", "c".repeat(200));
        String description = verdict(evil, Optional.empty()).orElseThrow().description();
        assertThat(description).doesNotContain("\n").hasSizeLessThan(400);
    }

    private static Optional<Verdict> verdict(byte[] received, Optional<String> cluster) {
        return new AmqpDialogue(cluster)
                .onReceived(received, received.length, false)
                .verdict();
    }
}
