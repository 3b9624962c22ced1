package haproxyj.bench.soak;

import java.nio.ByteBuffer;

/**
 * The octets of one direction of one session: a random word for every eight of them, computed from seed, session, direction
 * and place, so that an octet of another session, direction or place is a wrong one. Pure.
 */
final class Pattern {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private final long key;

    Pattern(long seed, int id, boolean fromClient) {
        key = mix(mix(seed + GOLDEN * id) + (fromClient ? 1 : 2));
    }

    /** Puts the octets from this offset on until the buffer is full. */
    void fill(ByteBuffer buffer, long offset) {
        long at = offset;
        while (buffer.hasRemaining()) {
            if ((at & 7) == 0 && buffer.remaining() >= 8) {
                buffer.putLong(word(at >>> 3));
                at += 8;
            } else {
                buffer.put(octet(at++));
            }
        }
    }

    /** How many of the remaining octets are the ones that belong from this offset on; all are taken. */
    int matching(ByteBuffer buffer, long offset) {
        int first = buffer.position();
        int limit = buffer.limit();
        int i = first;
        while (i < limit) {
            long at = offset + (i - first);
            if ((at & 7) == 0 && limit - i >= 8 && buffer.getLong(i) == word(at >>> 3)) {
                i += 8;
            } else if (buffer.get(i) == octet(at)) {
                i++;
            } else {
                break;
            }
        }
        buffer.position(limit);
        return i - first;
    }

    private byte octet(long at) {
        return (byte) (word(at >>> 3) >>> (56 - 8 * (at & 7)));
    }

    private long word(long index) {
        return mix(key + GOLDEN * index);
    }

    /** The finalizer of the generator SplitMix64: every bit of the input moves every bit of the result. */
    static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
