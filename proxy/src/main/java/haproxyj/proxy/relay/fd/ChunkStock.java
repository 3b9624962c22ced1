package haproxyj.proxy.relay.fd;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chunks of one size that the process has: made when they are first needed, up to a limit, and never given back to the
 * system. Any thread; loops keep a few of their own ({@link ChunkPool}), so that this lock is rarely taken.
 */
final class ChunkStock {
    private static final Logger LOG = LoggerFactory.getLogger(ChunkStock.class);

    private final int size;
    private @Nullable Chunk spare;
    private long left;
    /** Nothing is spare and nothing more is made. Lets loops find that out without the lock. */
    private volatile boolean empty;

    /**
     * A stock.
     *
     * @param size octets of a chunk, a divisor of {@link Chunk#SIZE}
     * @param limit octets of all its chunks, in whole {@link Chunk#SIZE}s
     */
    ChunkStock(int size, long limit) {
        this.size = size;
        left = Math.max(1, limit / Chunk.SIZE);
    }

    int size() {
        return size;
    }

    /** One, or null: the limit is reached and all are in use. */
    @Nullable
    Chunk take() {
        return empty ? null : takeOrMake();
    }

    private synchronized @Nullable Chunk takeOrMake() {
        Chunk chunk = spare;
        if (chunk == null && left > 0) {
            chunk = make();
        }
        if (chunk == null) {
            empty = true;
            return null;
        }
        spare = chunk.next;
        chunk.next = null;
        return chunk;
    }

    /** Nothing was read yet that would need it, so nothing is lost when there is none. */
    private @Nullable Chunk make() {
        left--;
        try {
            return Chunk.cut(size);
        } catch (OutOfMemoryError e) {
            left = 0;
            LOG.warn(
                    "no more memory for slow peers: {}; connections go on with smaller pieces; raise HAPROXY_J_HEAP or -XX:MaxDirectMemorySize",
                    e.getMessage());
            return null;
        }
    }

    synchronized void give(Chunk chunk) {
        chunk.next = spare;
        spare = chunk;
        empty = false;
    }
}
