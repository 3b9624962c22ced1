package haproxyj.broker.connection;

import java.util.Arrays;

/**
 * Publisher confirms of one channel (RabbitMQ, "Publisher confirms"): numbers published messages and turns settled ones
 * into as few basic.ack and basic.nack as possible, once per batch.
 *
 * <p>Threading: owned by the engine. Memory: one octet per message between the oldest unsettled and the newest.
 */
final class Confirms {
    /** Sends what is due. */
    interface Output {
        void ack(long sequence, boolean multiple);

        void nack(long sequence, boolean multiple);
    }

    private static final byte WAITING = 0;
    private static final byte ACCEPTED = 1;
    private static final byte REFUSED = 2;
    private static final byte ANSWERED = 3;

    private byte[] states = new byte[64];
    private long oldest = 1;
    private long next = 1;
    private long[] fresh = new long[16];
    private int freshCount;

    /** Numbers the next published message, from 1. */
    long next() {
        if (next - oldest == states.length) {
            grow();
        }
        states[slot(next)] = WAITING;
        return next++;
    }

    /** A message is safe, or refused. A number already answered is ignored. */
    void settled(long sequence, boolean accepted) {
        if (sequence < oldest || sequence >= next || states[slot(sequence)] != WAITING) {
            return;
        }
        states[slot(sequence)] = accepted ? ACCEPTED : REFUSED;
        if (freshCount == fresh.length) {
            fresh = Arrays.copyOf(fresh, freshCount * 2);
        }
        fresh[freshCount++] = sequence;
    }

    /** Whether {@link #flush} would send anything. */
    boolean due() {
        return freshCount > 0;
    }

    /** Answers everything settled since the last call. */
    void flush(Output output) {
        if (freshCount == 0) {
            return;
        }
        while (oldest < next && states[slot(oldest)] != WAITING) {
            run(output);
        }
        for (int i = 0; i < freshCount; i++) {
            long sequence = fresh[i];
            if (sequence < oldest) {
                continue;
            }
            if (states[slot(sequence)] == ACCEPTED) {
                output.ack(sequence, false);
            } else {
                output.nack(sequence, false);
            }
            states[slot(sequence)] = ANSWERED;
        }
        freshCount = 0;
    }

    /** Answers the longest run of one kind at the old end of the window with one frame. */
    private void run(Output output) {
        byte kind = states[slot(oldest)];
        long first = oldest;
        long last = 0;
        while (oldest < next && (states[slot(oldest)] == kind || states[slot(oldest)] == ANSWERED)) {
            if (states[slot(oldest)] == kind) {
                last = oldest;
            }
            oldest++;
        }
        if (kind == ACCEPTED) {
            output.ack(last, last > first);
        } else if (kind == REFUSED) {
            output.nack(last, last > first);
        }
    }

    private int slot(long sequence) {
        return (int) (sequence & (states.length - 1));
    }

    private void grow() {
        byte[] larger = new byte[states.length * 2];
        for (long sequence = oldest; sequence < next; sequence++) {
            larger[(int) (sequence & (larger.length - 1))] = states[slot(sequence)];
        }
        states = larger;
    }
}
