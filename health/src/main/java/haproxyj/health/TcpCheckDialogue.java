package haproxyj.health;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Runs a {@code tcp-check} script as HAProxy does ({@code src/tcpcheck.c}, {@code tcpcheck_main}, {@code
 * tcpcheck_eval_expect}), with its descriptions, so that what operators search logs for still matches. Pure; one per check.
 *
 * <p>Expect steps look at everything received since the last send. Regular expressions see at most the buffer's length.
 */
final class TcpCheckDialogue implements Dialogue {

    private final List<TcpCheckStep> steps;
    /** Index of the step at work; -1 before the connect. */
    private int at = -1;
    /** Something was received, or the end, since the connect or the last send: an expect step may be judged. */
    private boolean fresh;

    TcpCheckDialogue(List<TcpCheckStep> steps) {
        this.steps = steps;
    }

    @Override
    public Step onConnected() {
        at = 0;
        return steps.isEmpty() ? Step.end(CheckStatus.L4OK, "(tcp-check)") : advance(new byte[0], 0, false);
    }

    @Override
    public Step onReceived(byte[] buffer, int length, boolean end) {
        fresh = true;
        return advance(buffer, length, end);
    }

    private Step advance(byte[] buffer, int received, boolean end) {
        List<byte[]> send = new ArrayList<>();
        int length = received;
        for (; at < steps.size(); at++) {
            if (steps.get(at) instanceof TcpCheckStep.Send message) {
                send.add(message.bytes());
                length = 0;
                fresh = end;
                continue;
            }
            Optional<Boolean> met = fresh ? judge(buffer, length, end || length == buffer.length) : Optional.empty();
            if (met.isEmpty() || !met.get()) {
                Optional<Verdict> verdict = met.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Verdict(CheckStatus.L7RSP, failure(buffer, length)));
                return new Step(send, received - length, verdict);
            }
        }
        return new Step(send, received - length, Optional.of(new Verdict(CheckStatus.L7OK, "(tcp-check)")));
    }

    /** Whether the expectation at work is met; empty when only more bytes can tell. */
    private Optional<Boolean> judge(byte[] buffer, int length, boolean last) {
        Expectation expect = expectation(steps.get(at));
        if (!last && (length < expect.shortest() || length < expect.minRecv())) {
            return Optional.empty();
        }
        boolean match = found(buffer, length);
        if (!match && !last && expect.minRecv() < 0) {
            return Optional.empty();
        }
        return Optional.of(match != expect.negate());
    }

    private boolean found(byte[] buffer, int length) {
        if (steps.get(at) instanceof TcpCheckStep.ExpectRegex regex) {
            String text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
            return regex.pattern().matcher(text).find();
        }
        return steps.get(at) instanceof TcpCheckStep.ExpectBytes literal && contains(buffer, length, literal.bytes());
    }

    private static boolean contains(byte[] buffer, int length, byte[] wanted) {
        for (int from = 0; from + wanted.length <= length; from++) {
            int same = 0;
            while (same < wanted.length && buffer[from + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return true;
            }
        }
        return false;
    }

    private String failure(byte[] buffer, int length) {
        Expectation expect = expectation(steps.get(at));
        String step = " at step " + (at + 1);
        String comment = expect.comment().isEmpty() ? "" : " comment: " + expect.comment();
        if (length == 0) {
            return "TCPCHK got an empty response" + step + comment;
        }
        String what = found(buffer, length) ? "TCPCHK matched unwanted content " : "TCPCHK did not match content ";
        return what + expect.subject() + step + comment;
    }

    @Override
    public String position() {
        if (at < 0) {
            return "at initial connection step of tcp-check";
        }
        if (steps.isEmpty()) {
            return "";
        }
        int shown = Math.min(at, steps.size() - 1);
        TcpCheckStep step = steps.get(shown);
        String what;
        String comment;
        if (step instanceof TcpCheckStep.Send send) {
            what = "send";
            comment = send.comment();
        } else {
            what = "expect " + expectation(step).kind();
            comment = expectation(step).comment();
        }
        return "at step " + (shown + 1) + " of tcp-check (" + what + ")"
                + (comment.isEmpty() ? "" : " comment: '" + comment + "'");
    }

    /** What both kinds of expect step have in common; {@code kind} and {@code subject} are words for descriptions. */
    private record Expectation(
            boolean negate, int minRecv, int shortest, String kind, String subject, String comment) {}

    private static Expectation expectation(TcpCheckStep step) {
        if (step instanceof TcpCheckStep.ExpectRegex regex) {
            return new Expectation(regex.negate(), regex.minRecv(), 0, "regex", "(regex)", regex.comment());
        }
        if (step instanceof TcpCheckStep.ExpectBytes literal) {
            byte[] bytes = literal.bytes();
            String quoted = "'" + new String(bytes, StandardCharsets.ISO_8859_1) + "'";
            boolean text = printable(bytes);
            return new Expectation(
                    literal.negate(),
                    literal.minRecv(),
                    bytes.length,
                    text
                            ? "string " + quoted
                            : "binary '" + HexFormat.of().withUpperCase().formatHex(bytes) + "'",
                    text ? quoted : "(binary)",
                    literal.comment());
        }
        throw new IllegalStateException("not an expect step: " + step);
    }

    private static boolean printable(byte[] bytes) {
        for (byte b : bytes) {
            if (b < ' ' || b > '~') {
                return false;
            }
        }
        return true;
    }
}
