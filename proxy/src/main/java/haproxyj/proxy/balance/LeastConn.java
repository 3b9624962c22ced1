package haproxyj.proxy.balance;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code balance leastconn}: the fewest connections, waiting ones included, in proportion to weight. Idle servers are equal
 * whatever their weight, and among equals the turn goes round, both as in HAProxy.
 */
final class LeastConn implements Balancer {
    private final List<? extends Candidate> candidates;
    private final AtomicInteger cursor;

    LeastConn(List<? extends Candidate> candidates, AtomicInteger cursor) {
        this.candidates = candidates;
        this.cursor = cursor;
    }

    @Override
    public int pick(int clientHash, Set<?> skip) {
        int size = candidates.size();
        if (size == 0) {
            return NONE;
        }
        int at = Math.floorMod(cursor.get(), size);
        int best = NONE;
        long bestLoad = 0;
        long bestWeight = 1;
        for (int i = 0; i < size; i++, at = at + 1 == size ? 0 : at + 1) {
            Candidate candidate = candidates.get(at);
            if (candidate.full() || skip.contains(candidate)) {
                continue;
            }
            int load = candidate.load();
            long share = load == 0 ? 0 : load + 1L;
            if (best == NONE || share * bestWeight < bestLoad * candidate.weight()) {
                best = at;
                bestLoad = share;
                bestWeight = candidate.weight();
            }
        }
        if (best != NONE) {
            cursor.set(best + 1 == size ? 0 : best + 1);
        }
        return best;
    }
}
