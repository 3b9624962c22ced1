package haproxyj.proxy.relay.fd;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of one event loop. What was used once stays for the next use, up to a bound. When the loops together hold their limit, reading
 * stops until something was delivered: {@link #scarce}.
 */
final class ChunkPool {
    /** Chunks kept for the next use; memory that one loop keeps is not there for another. */
    private static final int SPARE = 256;

    private final AtomicLong inUse;
    private final long limit;
    private @Nullable Chunk spare;
    private int spares;

    /**
     * @param inUse chunks in use in the process, shared by its pools
     * @param limit of these; exceeded by what was read already
     */
    ChunkPool(AtomicLong inUse, long limit) {
        this.inUse = inUse;
        this.limit = limit;
    }

    /** Whether no more should be read than can be passed on. */
    boolean scarce() {
        return inUse.get() >= limit;
    }

    Chunk take() {
        Chunk chunk = spare;
        if (chunk == null) {
            chunk = newChunk();
            inUse.incrementAndGet();
            return chunk;
        }
        inUse.incrementAndGet();
        spares--;
        spare = chunk.next;
        chunk.next = null;
        return chunk;
    }

    /** Without memory one session ends, not the event loop. */
    private static Chunk newChunk() {
        try {
            return new Chunk();
        } catch (OutOfMemoryError e) {
            throw new IllegalStateException("no direct memory left for slow peers", e);
        }
    }

    void give(Chunk chunk) {
        inUse.decrementAndGet();
        if (spares == SPARE) {
            return;
        }
        spares++;
        chunk.from = 0;
        chunk.to = 0;
        chunk.next = spare;
        spare = chunk;
    }
}
