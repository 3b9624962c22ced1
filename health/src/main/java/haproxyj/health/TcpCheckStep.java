package haproxyj.health;

import java.util.regex.Pattern;

/**
 * One step of a {@code tcp-check} script (HAProxy manual 4.2, {@code tcp-check send} and {@code tcp-check expect}).
 *
 * <p>{@code minRecv}: bytes that must be there before the step is judged. {@link #NO_MIN_RECV} (-1) when not given: a
 * mismatch then waits for more until the peer closes or the buffer is full. With 0 or more the judgement is final, so a
 * mismatch fails and a negated step passes without waiting for the peer to close. {@code comment} may be empty.
 */
public sealed interface TcpCheckStep {

    /** {@code min-recv} was not given. */
    int NO_MIN_RECV = -1;

    /** Sends bytes and forgets what was received before. The array is not to be changed afterwards. */
    record Send(byte[] bytes, String comment) implements TcpCheckStep {}

    /** Waits until the received bytes contain (negated: must not contain) a byte sequence. */
    record ExpectBytes(byte[] bytes, boolean negate, int minRecv, String comment) implements TcpCheckStep {}

    /** Waits until the received bytes, read as ISO-8859-1, contain (negated: must not contain) a match. */
    record ExpectRegex(Pattern pattern, boolean negate, int minRecv, String comment) implements TcpCheckStep {}
}
