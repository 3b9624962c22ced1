package haproxyj.proxy.relay.fd;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What all loops of a process together may use: pipes, and memory for slow peers. Any thread. */
public final class RelayBudget {
    /** One part in this many of the memory is kept for when the rest is used up. */
    private static final int SHARE_OF_RESERVE = 4;

    private static final long SMALLEST = 512;
    private static final long LARGEST = 4096;

    private final AtomicInteger pipes = new AtomicInteger();
    private final AtomicLong pending = new AtomicLong();
    private final int maxPipes;
    private final long maxPending;
    private final ChunkStock whole;
    private final ChunkStock small;

    /**
     * A budget.
     *
     * @param maxPipes open at once
     * @param maxPendingOctets for slow peers; with very many connections their reserve comes on top
     * @param connections at once
     */
    public RelayBudget(int maxPipes, long maxPendingOctets, int connections) {
        this.maxPipes = maxPipes;
        // One in each direction, and one more for octets that were held while the server was sought.
        long pieces = 3L * connections;
        long reserve = maxPendingOctets / SHARE_OF_RESERVE;
        int size = smallSize(reserve, pieces);
        small = new ChunkStock(size, Math.max(reserve, pieces * size));
        whole = new ChunkStock(Chunk.SIZE, maxPendingOctets - reserve);
        maxPending = maxPendingOctets - reserve + Math.max(reserve, pieces * size);
    }

    /** The largest power of two of which there can be that many, within bounds. */
    private static int smallSize(long reserve, long pieces) {
        long fits = Math.max(SMALLEST, Math.min(LARGEST, reserve / pieces));
        return Math.toIntExact(Long.highestOneBit(fits));
    }

    PipePool newPipes() {
        return new PipePool(pipes, maxPipes);
    }

    ChunkPool newChunks() {
        return new ChunkPool(whole, small, pending);
    }

    /** Pipes open now, those in reserve included. */
    public int pipes() {
        return pipes.get();
    }

    /** The limit of {@link #pipes}. */
    public int pipeLimit() {
        return maxPipes;
    }

    /** Memory in use for octets that wait for slow peers. */
    public long pendingOctets() {
        return pending.get();
    }

    /** The limit of {@link #pendingOctets}. */
    public long pendingLimit() {
        return maxPending;
    }
}
