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

    private final RelayBudget budget;
    private final ArrayDeque<Pipe> spare = new ArrayDeque<>();
    private final AtomicInteger idle;

    /** @param budget counts the pipes of the process */
    PipePool(RelayBudget budget) {
        this.budget = budget;
        idle = budget.newIdlePipes();
    }

    /** An empty pipe, or null when there are too many or no descriptors are left. */
    @Nullable
    Pipe take() {
        Pipe pipe = spare.poll();
        if (pipe != null) {
            tellIdle();
            return pipe;
        }
        if (!budget.tryOpenPipe()) {
            return null;
        }
        try {
            Pipe made = Pipe.open();
            budget.pipeSize().ifPresent(size -> size.apply(made));
            return made;
        } catch (IOException e) { // EMFILE, ENFILE: splicing is a convenience
            budget.onPipeClosed();
            return null;
        }
    }

    /** Gives an empty pipe back. */
    void give(Pipe pipe) {
        if (spare.size() < SPARE) {
            spare.push(pipe);
            tellIdle();
        } else {
            discard(pipe);
        }
    }

    /** Closes one that is not empty. */
    void discard(Pipe pipe) {
        pipe.close();
        budget.onPipeClosed();
    }

    void close() {
        spare.forEach(this::discard);
        spare.clear();
        tellIdle();
    }

    /** For who looks from another thread; there is one writer. */
    private void tellIdle() {
        idle.lazySet(spare.size());
    }
}
