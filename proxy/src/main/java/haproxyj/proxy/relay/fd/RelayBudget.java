package haproxyj.proxy.relay.fd;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What all loops of a process together may use: pipes, and memory for slow peers. Any thread. */
public final class RelayBudget {
    /** One part in this many of the memory is kept for when the rest is used up. */
    private static final int SHARE_OF_RESERVE = 4;

    private static final long SMALLEST = 512;
    private static final long LARGEST = 4096;
    private static final int LARGE_PIPES = 32;

    private final AtomicInteger pipes = new AtomicInteger();
    private final List<AtomicInteger> idlePipes = new CopyOnWriteArrayList<>();
    private final AtomicLong pending = new AtomicLong();
    private final int maxPipes;
    private final long maxPending;
    private final ChunkStock whole;
    private final ChunkStock small;
    private volatile Optional<PipeSize> pipeSize = Optional.empty();

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
        return new ChunkPool(whole, small, pending);
    }

    /** Pipes open now, those in reserve included. */
    public int pipes() {
        return pipes.get();
    }

    /** Those in reserve, empty. */
    public int idlePipes() {
        return idlePipes.stream().mapToInt(AtomicInteger::get).sum();
    }

    /** Where a pool says how many it has in reserve. */
    AtomicInteger newIdlePipes() {
        AtomicInteger made = new AtomicInteger();
        idlePipes.add(made);
        return made;
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
