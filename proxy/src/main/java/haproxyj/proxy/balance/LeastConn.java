package haproxyj.proxy.balance;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code balance leastconn}: the fewest connections, waiting ones included, in proportion to weight. Idle servers are equal
 * whatever their weight, and among equals the turn goes round, both as in HAProxy.
 *
 * <p>As in HAProxy a tree finds the server, so that a pick among thousands costs what one among a few does. Loads that rose are
 * noticed when their server is about to be picked; loads that fell must be told ({@link #eased}). Only a pick that skips
 * somebody, after a failed connect, looks at all.
 */
final class LeastConn implements Balancer {
    private final List<? extends Candidate> candidates;
    private final AtomicInteger cursor;
    private final Map<Candidate, Integer> positions = new IdentityHashMap<>();
    /** Guarded by itself: one short lock, as HAProxy has one around its tree. */
    private final LoadTree tree;

    LeastConn(List<? extends Candidate> candidates, AtomicInteger cursor) {
        this.candidates = candidates;
        this.cursor = cursor;
        this.tree = new LoadTree(candidates);
        for (int i = 0; i < candidates.size(); i++) {
            positions.put(candidates.get(i), i);
        }
    }

    @Override
    public int pick(int clientHash, Set<?> skip) {
        if (candidates.isEmpty()) {
            return NONE;
        }
        synchronized (tree) {
            int start = Math.floorMod(cursor.get(), candidates.size());
            int best = skip.isEmpty() ? fromTree(start) : amongAll(start, skip);
            if (best != NONE) {
                cursor.set(best + 1 == candidates.size() ? 0 : best + 1);
            }
            return best;
        }
    }

    private int fromTree(int start) {
        while (true) {
            int best = tree.best(start);
            if (best == NONE) {
                return NONE;
            }
            int now = LoadTree.of(candidates.get(best));
            if (now == tree.load(best)) {
                return best;
            }
            tree.set(best, now);
        }
    }

    /** Brings the tree up to date and puts aside whom it must not find. */
    private int amongAll(int start, Set<?> skip) {
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            tree.set(i, skip.contains(candidate) ? LoadTree.OUT : LoadTree.of(candidate));
        }
        int best = tree.best(start);
        for (int i = 0; i < candidates.size(); i++) {
            if (skip.contains(candidates.get(i))) {
                tree.set(i, LoadTree.of(candidates.get(i)));
            }
        }
        return best;
    }

    @Override
    public void eased(Candidate candidate) {
        Integer position = positions.get(candidate);
        if (position != null) {
            synchronized (tree) {
                tree.set(position, LoadTree.of(candidate));
            }
        }
    }

    @Override
    public void refresh() {
        synchronized (tree) {
            for (int i = 0; i < candidates.size(); i++) {
                tree.set(i, LoadTree.of(candidates.get(i)));
            }
        }
    }
}
