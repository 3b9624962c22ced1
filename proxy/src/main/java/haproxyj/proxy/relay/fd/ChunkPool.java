package haproxyj.proxy.relay.fd;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of one event loop. What was used once stays for the next use. When the loops together hold their limit, reading
 * stops until something was delivered: {@link #scarce}.
 */
final class ChunkPool {
    private final AtomicLong inUse;
    private final long limit;
    private @Nullable Chunk spare;

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
        inUse.incrementAndGet();
        Chunk chunk = spare;
        if (chunk == null) {
            return new Chunk();
        }
        spare = chunk.next;
        chunk.next = null;
        return chunk;
    }

    void give(Chunk chunk) {
        inUse.decrementAndGet();
        chunk.from = 0;
        chunk.to = 0;
        chunk.next = spare;
        spare = chunk;
    }
}
