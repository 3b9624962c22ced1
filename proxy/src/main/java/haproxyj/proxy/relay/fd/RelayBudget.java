package haproxyj.proxy.relay.fd;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What all loops of a process together may use: pipes, and memory for slow peers. Any thread. */
public final class RelayBudget {
    private final AtomicInteger pipes = new AtomicInteger();
    private final AtomicLong chunks = new AtomicLong();
    private final int maxPipes;
    private final long maxChunks;

    /**
     * A budget.
     *
     * @param maxPipes open at once
     * @param maxPendingOctets for slow peers; exceeded by what was read already
     */
    public RelayBudget(int maxPipes, long maxPendingOctets) {
        this.maxPipes = maxPipes;
        this.maxChunks = Math.max(1, maxPendingOctets / Chunk.SIZE);
    }

    PipePool newPipes() {
        return new PipePool(pipes, maxPipes);
    }

    ChunkPool newChunks() {
        return new ChunkPool(chunks, maxChunks);
    }

    /** Pipes open now, those in reserve included. */
    public int pipes() {
        return pipes.get();
    }

    /** Memory in use for octets that wait for slow peers. */
    public long pendingOctets() {
        return chunks.get() * Chunk.SIZE;
    }
}
