package haproxyj.proxy.relay.fd;

import java.io.IOException;

/**
 * The reading half of a socket. Readiness comes as edges, so it is remembered until a system call finds nothing more: after a
 * read that filled less than the buffer, the socket is empty; if the peer's FIN was signalled as well, that is the end, and no
 * call is needed to learn it. One event loop.
 */
final class Inlet {
    /** Reads of this size in a row make a stream that is worth splicing. */
    private static final int LARGE = 32 * 1024;

    private static final int LARGE_READS = 2;

    /** More than a pipe takes. */
    private static final int SPLICE_OCTETS = 1 << 30;

    private final FdLoop loop;
    private final Descriptor socket;
    private boolean readable;
    private boolean last;
    private boolean alarm;
    private boolean ended;
    private boolean broken;
    private byte largeReads;

    Inlet(FdLoop loop, Descriptor socket) {
        this.loop = loop;
        this.socket = socket;
    }

    /** Takes note of what the descriptor was told. */
    void signal(int ready) {
        if ((ready & Descriptor.READABLE) != 0) {
            readable = true;
            last |= (ready & Descriptor.LAST) != 0;
            alarm |= (ready & (Descriptor.BROKEN | Descriptor.URGENT)) != 0;
        }
    }

    /** A write failed: what the peer said before may still be there, and behind it the error. */
    void signalBroken() {
        signal(Descriptor.READABLE | Descriptor.BROKEN);
    }

    /** Whether there may be something to read. */
    boolean readable() {
        return readable;
    }

    /** The peer's FIN was read, or an error. */
    boolean ended() {
        return ended;
    }

    /** A read failed. */
    boolean broken() {
        return broken;
    }

    /** The last reads filled buffers. */
    boolean streaming() {
        return largeReads >= LARGE_READS;
    }

    /**
     * Reads into the scratch buffer.
     *
     * @return octets; 0 for none now, or the end, or an error: see there
     */
    int receive(int limit) {
        int octets;
        try {
            octets = socket.receive(loop.scratchAddress, 0, limit);
        } catch (IOException e) {
            onBroken();
            return 0;
        }
        // After an error or urgent data were signalled it is read until nothing more comes: a short read tells nothing.
        if (octets < limit && (octets <= 0 || !alarm)) {
            readable = false;
            ended |= octets == Descriptor.END || (last && !alarm);
        }
        if (octets >= LARGE) {
            largeReads = (byte) Math.min(largeReads + 1, LARGE_READS);
        } else if (octets < LARGE / 2 && octets < limit) { // a stream stays one when memory for larger reads is scarce
            largeReads = 0;
        }
        return Math.max(0, octets);
    }

    /** Reads into an empty pipe; returns as {@link #receive}. */
    int receive(Pipe pipe) {
        int octets;
        try {
            octets = socket.spliceInto(pipe, SPLICE_OCTETS);
        } catch (IOException e) {
            onBroken();
            return 0;
        }
        if (octets < LARGE) {
            largeReads = 0;
        }
        if (octets == 0) {
            if (last || alarm) {
                // Nothing there, or the end: splice does not tell.
                return -1;
            }
            readable = false;
        }
        return octets;
    }

    /** No more is wanted. */
    void stop() {
        readable = false;
        ended = true;
    }

    private void onBroken() {
        broken = true;
        stop();
    }
}
