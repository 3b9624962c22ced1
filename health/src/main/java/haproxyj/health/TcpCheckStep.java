package haproxyj.health;

import java.util.regex.Pattern;

/** One step of a {@code tcp-check} script (HAProxy manual 4.2, {@code tcp-check send} and {@code tcp-check expect}). */
public sealed interface TcpCheckStep {

    /** Sends bytes. The array is not to be changed afterwards. */
    record Send(byte[] bytes, String comment) implements TcpCheckStep {}

    /** Waits until the received bytes contain (or, negated, decides as soon as they contain) a byte sequence. */
    record ExpectBytes(byte[] bytes, boolean negate, int minRecv, String comment) implements TcpCheckStep {}

    /** Waits until the received bytes, read as ISO-8859-1, contain a match. */
    record ExpectRegex(Pattern pattern, boolean negate, int minRecv, String comment) implements TcpCheckStep {}
}
