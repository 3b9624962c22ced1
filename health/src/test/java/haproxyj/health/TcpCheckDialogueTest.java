package haproxyj.health;

import static haproxyj.health.Network.bytes;
import static haproxyj.health.TcpCheckStep.NO_MIN_RECV;
import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.health.Dialogue.Step;
import haproxyj.health.Dialogue.Verdict;
import haproxyj.health.TcpCheckStep.ExpectBytes;
import haproxyj.health.TcpCheckStep.ExpectRegex;
import haproxyj.health.TcpCheckStep.Send;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TcpCheckDialogueTest {

    private static final int BOUND = 64;

    private static TcpCheckDialogue connected(TcpCheckStep... steps) {
        TcpCheckDialogue dialogue = new TcpCheckDialogue(List.of(steps));
        assertThat(dialogue.onConnected().verdict()).isEmpty();
        return dialogue;
    }

    private static Step hear(Dialogue dialogue, String text, boolean end) {
        byte[] received = bytes(text);
        return dialogue.onReceived(Arrays.copyOf(received, BOUND), received.length, end);
    }

    private static String verdict(Step step) {
        return step.verdict()
                .map(verdict -> verdict.status() + " " + verdict.description())
                .orElse("waits");
    }

    private static ExpectBytes expect(String text) {
        return new ExpectBytes(bytes(text), false, NO_MIN_RECV, "");
    }

    @Test
    void anEmptyScriptIsAConnectCheck() {
        Step step = new TcpCheckDialogue(List.of()).onConnected();
        assertThat(step.verdict()).contains(new Verdict(CheckStatus.L4OK, "(tcp-check)"));
    }

    @Test
    void aScriptThatOnlySendsPassesOnceItIsSent() {
        Step step = new TcpCheckDialogue(List.of(new Send(bytes("a"), ""), new Send(bytes("b"), ""))).onConnected();
        assertThat(step.send()).containsExactly(bytes("a"), bytes("b"));
        assertThat(verdict(step)).isEqualTo("L7OK (tcp-check)");
    }

    @Test
    void everySplitOfAnAnswerGivesTheSameVerdict() {
        String answer = "220 ready\r\n";
        for (int split = 0; split < answer.length(); split++) {
            Dialogue dialogue = connected(expect("ready\r\n"));
            assertThat(verdict(hear(dialogue, answer.substring(0, split), false)))
                    .as("split at %d", split)
                    .isEqualTo("waits");
            assertThat(verdict(hear(dialogue, answer, false))).isEqualTo("L7OK (tcp-check)");
        }
    }

    @Test
    void aSendForgetsWhatWasReceivedBefore() {
        Dialogue dialogue = connected(expect("OK"), new Send(bytes("PING"), ""), expect("OK"));
        Step step = hear(dialogue, "OK and OK", false);
        assertThat(step.consumed()).isEqualTo(9);
        assertThat(step.send()).containsExactly(bytes("PING"));
        assertThat(verdict(step)).isEqualTo("waits");
        assertThat(verdict(hear(dialogue, "OK", false))).isEqualTo("L7OK (tcp-check)");
    }

    @Test
    void severalExpectationsMayLookAtTheSameBytes() {
        Dialogue dialogue = connected(expect("role:master"), expect("role"), expect("master"));
        assertThat(verdict(hear(dialogue, "role:master", false))).isEqualTo("L7OK (tcp-check)");
    }

    @Test
    void aMismatchWaitsForTheEndUnlessMinRecvIsGiven() {
        Dialogue patient = connected(expect("OK"));
        assertThat(verdict(hear(patient, "ERROR", false))).isEqualTo("waits");
        assertThat(verdict(hear(patient, "ERROR", true)))
                .isEqualTo("L7RSP TCPCHK did not match content 'OK' at step 1");
        Dialogue decided = connected(new ExpectBytes(bytes("OK"), false, 5, "is it up"));
        assertThat(verdict(hear(decided, "ERRO", false))).isEqualTo("waits");
        assertThat(verdict(hear(decided, "ERROR", false)))
                .isEqualTo("L7RSP TCPCHK did not match content 'OK' at step 1 comment: is it up");
    }

    @Test
    void aNegatedExpectationFailsOnTheContentAndPassesWithoutIt() {
        ExpectRegex noError = new ExpectRegex(Pattern.compile("^error"), true, NO_MIN_RECV, "");
        assertThat(verdict(hear(connected(noError), "error 1", false)))
                .isEqualTo("L7RSP TCPCHK matched unwanted content (regex) at step 1");
        Dialogue open = connected(noError);
        assertThat(verdict(hear(open, "fine", false))).isEqualTo("waits");
        assertThat(verdict(hear(open, "fine", true))).isEqualTo("L7OK (tcp-check)");
        ExpectRegex enough = new ExpectRegex(Pattern.compile("^error"), true, 4, "");
        assertThat(verdict(hear(connected(enough), "fine", false))).isEqualTo("L7OK (tcp-check)");
    }

    @Test
    void aFullBufferIsTheEnd() {
        Dialogue dialogue = connected(expect("OK"));
        assertThat(verdict(hear(dialogue, "x".repeat(BOUND), false))).startsWith("L7RSP TCPCHK did not match");
    }

    @Test
    void binaryContentIsShownAsHexadecimal() {
        Dialogue dialogue = connected(new ExpectBytes(new byte[] {0x41, (byte) 0xCE}, false, NO_MIN_RECV, "end"));
        assertThat(dialogue.position()).isEqualTo("at step 1 of tcp-check (expect binary '41CE') comment: 'end'");
        assertThat(verdict(hear(dialogue, "xy", true)))
                .isEqualTo("L7RSP TCPCHK did not match content (binary) at step 1 comment: end");
    }

    @Test
    void positionsFollowTheScript() {
        TcpCheckDialogue dialogue = new TcpCheckDialogue(List.of(
                new ExpectRegex(Pattern.compile("a"), false, NO_MIN_RECV, ""), new Send(bytes("x"), "last word")));
        assertThat(dialogue.position()).isEqualTo("at initial connection step of tcp-check");
        dialogue.onConnected();
        assertThat(dialogue.position()).isEqualTo("at step 1 of tcp-check (expect regex)");
        assertThat(hear(dialogue, "a", false).verdict()).isNotEqualTo(Optional.empty());
        assertThat(dialogue.position()).isEqualTo("at step 2 of tcp-check (send) comment: 'last word'");
    }
}
