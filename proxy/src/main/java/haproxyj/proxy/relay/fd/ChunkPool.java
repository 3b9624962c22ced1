package haproxyj.proxy.relay.fd;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of one event loop. Who wants to read asks for {@link #room} first and reads no more than that: what a slow peer
 * does not take can then be kept, without asking for memory while octets are in flight. When memory for whole chunks is used
 * up, small ones remain, enough for one in each direction of every connection: slow peers never stop the others.
 */
final class ChunkPool {
    /** Chunks of a size that a loop keeps for itself. */
    private static final int OWN = 16;

    private final ChunkStock wholeStock;
    private final ChunkStock smallStock;
    private final AtomicLong inUse;
    private final ArrayDeque<Chunk> whole = new ArrayDeque<>(OWN + 1);
    private final ArrayDeque<Chunk> small = new ArrayDeque<>(OWN + 1);

    /**
     * A pool.
     *
     * @param whole stock of {@link Chunk#SIZE}
     * @param small stock for when the other one is empty
     * @param inUse octets in use in the process, shared by its pools
     */
    ChunkPool(ChunkStock whole, ChunkStock small, AtomicLong inUse) {
        wholeStock = whole;
        smallStock = small;
        this.inUse = inUse;
    }

    /**
     * How much may be read now.
     *
     * @param wanted octets, at least 1
     * @return not more than that; 0 when there is no memory at all
     */
    int room(int wanted) {
        while (whole.size() * Chunk.SIZE < wanted) {
            if (!fill(whole, wholeStock)) {
                break;
            }
        }
        boolean some = !small.isEmpty() || fill(small, smallStock);
        if (whole.isEmpty()) {
            return some ? Math.min(wanted, smallStock.size()) : 0;
        }
        return Math.min(wanted, whole.size() * Chunk.SIZE);
    }

    /** The same for one who holds octets already and will not pass them on soon: nothing when memory is scarce. */
    int roomForMore(int held, int wanted) {
        boolean scarce = held > 0 && whole.isEmpty() && !fill(whole, wholeStock);
        return scarce ? 0 : room(wanted);
    }

    private static boolean fill(ArrayDeque<Chunk> own, ChunkStock stock) {
        Chunk chunk = stock.take();
        if (chunk != null) {
            own.push(chunk);
        }
        return chunk != null;
    }

    /**
     * One for octets that were read.
     *
     * @param octets how many; it may hold fewer
     */
    Chunk take(int octets) {
        @Nullable Chunk chunk = octets <= smallStock.size() ? small.poll() : null;
        if (chunk == null) {
            chunk = whole.poll();
        }
        if (chunk == null) {
            chunk = small.poll();
        }
        if (chunk == null) { // more than was promised: held octets with a PROXY header before them
            chunk = smallStock.take();
        }
        if (chunk == null) {
            chunk = Chunk.cut(Chunk.SIZE);
        }
        inUse.addAndGet(chunk.size());
        return chunk;
    }

    void give(Chunk chunk) {
        inUse.addAndGet(-chunk.size());
        chunk.clear();
        boolean isWhole = chunk.size() == Chunk.SIZE;
        ArrayDeque<Chunk> own = isWhole ? whole : small;
        if (own.size() < OWN) {
            own.push(chunk);
        } else {
            (isWhole ? wholeStock : smallStock).give(chunk);
        }
    }
}
