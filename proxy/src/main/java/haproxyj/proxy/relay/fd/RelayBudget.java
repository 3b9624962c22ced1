package haproxyj.proxy.relay.fd;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What all loops of a process together may use: pipes, and memory for slow peers. Any thread. */
public final class RelayBudget {
    private static final int LARGE_PIPES = 32;

    private final AtomicInteger pipes = new AtomicInteger();
    private final AtomicLong chunks = new AtomicLong();
    private final int maxPipes;
    private volatile Optional<PipeSize> pipeSize = Optional.empty();
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

    /**
     * Makes pipes larger from now on, once native code for that is loaded, which happens on a thread of its own.
     *
     * @param octets of a pipe
     */
    public void enlargePipes(int octets) {
        Thread loader = new Thread(() -> PipeSize.load(octets, this), "pipe-size");
        loader.setDaemon(true);
        loader.start();
    }

    void sizePipes(PipeSize size) {
        pipeSize = Optional.of(size);
    }

    /** A new pipe is open: how large it should be. The first ones only: a user may have 64 MiB of them (pipe(7)). */
    Optional<PipeSize> pipeSize() {
        return pipes.get() <= LARGE_PIPES ? pipeSize : Optional.empty();
    }

    /** Counts a pipe in; false: there are too many. */
    boolean tryOpenPipe() {
        if (pipes.incrementAndGet() <= maxPipes) {
            return true;
        }
        pipes.decrementAndGet();
        return false;
    }

    void onPipeClosed() {
        pipes.decrementAndGet();
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
