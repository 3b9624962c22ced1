package haproxyj.health;

import java.util.List;
import java.util.Optional;

/**
 * The conversation of one check after the connect, as a pure state machine: what to send, and what to make of the answers.
 * One object serves one check. {@link ExchangeProbe} does the input and output, the time limits and the closing.
 *
 * <p>Threading: called by one thread, never two calls at a time. It may throw nothing; what the peer sends is hostile until
 * parsed.
 */
public interface Dialogue {

    /** The connection is up (and a PROXY header, if any, is on its way): what to do first. */
    Step onConnected();

    /**
     * More bytes came, or the peer closed.
     *
     * @param buffer everything received and not yet consumed, from index 0; only to be read, and only during the call. Its
     *     whole length is the bound: when {@code length} reaches it and nothing is consumed, the check ends with L7RSP
     * @param length how many bytes of it are valid
     * @param end no more will come; a step without verdict then ends the check with L7RSP
     */
    Step onReceived(byte[] buffer, int length, boolean end);

    /**
     * Where the conversation stands, for the description of a timeout or a broken connection: {@code at step 2 of
     * tcp-check (send)}. Also asked before {@link #onConnected}. Empty if there is nothing to say.
     */
    String position();

    /**
     * What follows from an event: bytes are sent first, then the verdict is given, else more bytes are awaited.
     *
     * @param send sent in this order; the arrays are not changed afterwards
     * @param consumed bytes of the buffer, from its start, that are not to be shown again
     * @param verdict ends the check, once {@code send} has been written
     */
    record Step(List<byte[]> send, int consumed, Optional<Verdict> verdict) {

        /** Waits for more bytes. */
        public static Step await() {
            return new Step(List.of(), 0, Optional.empty());
        }

        /** Sends, keeps what was received, and waits for more. */
        public static Step send(byte[]... messages) {
            return new Step(List.of(messages), 0, Optional.empty());
        }

        /** Ends the check. */
        public static Step end(CheckStatus status, String description) {
            return new Step(List.of(), 0, Optional.of(new Verdict(status, description)));
        }

        /** The same step, with the first bytes of the buffer done with. */
        public Step consuming(int bytes) {
            return new Step(send, bytes, verdict);
        }
    }

    /** How the check ended; the description may be empty. */
    record Verdict(CheckStatus status, String description) {}
}
