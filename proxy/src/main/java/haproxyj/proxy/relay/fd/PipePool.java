package haproxyj.proxy.relay.fd;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The pipes of one event loop. Empty ones wait for the next use, a few of them: most of the time no direction is
 * spliced. The number of pipes of all loops together is limited ({@code maxpipes}, HAProxy manual 3.2); without one a
 * direction is copied.
 */
final class PipePool {
    private static final int SPARE = 64;

    private final AtomicInteger open;
    private final int limit;
    private final ArrayDeque<Pipe> spare = new ArrayDeque<>();

    /**
     * @param open pipes of the process, shared by its pools
     * @param limit of these
     */
    PipePool(AtomicInteger open, int limit) {
        this.open = open;
        this.limit = limit;
    }

    /** An empty pipe, or null when there are too many or no descriptors are left. */
    @Nullable
    Pipe take() {
        Pipe pipe = spare.poll();
        if (pipe != null) {
            return pipe;
        }
        if (open.incrementAndGet() <= limit) {
            try {
                return Pipe.open();
            } catch (IOException e) { // EMFILE, ENFILE: splicing is a convenience
                open.decrementAndGet();
                return null;
            }
        }
        open.decrementAndGet();
        return null;
    }

    /** Gives an empty pipe back. */
    void give(Pipe pipe) {
        if (spare.size() < SPARE) {
            spare.push(pipe);
        } else {
            discard(pipe);
        }
    }

    /** Closes one that is not empty. */
    void discard(Pipe pipe) {
        pipe.close();
        open.decrementAndGet();
    }

    void close() {
        spare.forEach(this::discard);
        spare.clear();
    }
}
