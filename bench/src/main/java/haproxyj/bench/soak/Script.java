package haproxyj.bench.soak;

import java.util.List;

/**
 * What one side of a session does. Pure.
 *
 * @param bursts what it sends, in order
 * @param reading how it takes what comes
 * @param ending how it leaves
 */
record Script(List<Burst> bursts, Reading reading, Ending ending) {

    /**
     * Octets sent in pieces.
     *
     * @param octets all of them
     * @param chunk most octets of one write
     * @param pauseMillis before the first of them
     */
    record Burst(int octets, int chunk, int pauseMillis) {}

    /**
     * How a side reads.
     *
     * @param delayMillis reads nothing so long
     * @param slowOctets takes these slowly, the rest as fast as it can
     * @param slowChunk octets of one slow read
     * @param slowPauseMillis after each slow read
     * @param receiveBuffer SO_RCVBUF until it reads fast; 0 leaves it to the kernel
     */
    record Reading(int delayMillis, int slowOctets, int slowChunk, int slowPauseMillis, int receiveBuffer) {
        /** As fast as it can. */
        static final Reading FAST = new Reading(0, 0, 0, 0, 0);
    }

    /**
     * How a side leaves.
     *
     * @param kind what it does
     * @param octets {@link Kind#RESET}: once it has sent and received so many
     * @param millis {@link Kind#RESET} and {@link Kind#CLOSE}: not before
     */
    record Ending(Kind kind, long octets, int millis) {
        static Ending of(Kind kind) {
            return new Ending(kind, 0, 0);
        }
    }

    /** Ways to leave. */
    enum Kind {
        /** Half-closes once all is sent. */
        FIN,
        /** Half-closes once all is sent and the other side's end was seen. */
        FIN_LAST,
        /** Sends only after the other side's end was seen, then half-closes. */
        ANSWER,
        /** Closes with linger 0 at some point. */
        RESET,
        /** Closes at some moment, whatever was sent. */
        CLOSE,
        /** Never ends; goes when the other side's end is seen. */
        HOLD
    }

    /** Octets it means to send. */
    long total() {
        return bursts.stream().mapToLong(Burst::octets).sum();
    }

    Script with(Ending other) {
        return new Script(bursts, reading, other);
    }

    Script with(Reading other) {
        return new Script(bursts, other, ending);
    }
}
