package haproxyj.proxy.balance;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code balance roundrobin}: smooth weighted turns. The round is computed once per snapshot; a pick moves the cursor past
 * the turns it had to skip, so the others share a full server's turns evenly.
 */
final class RoundRobin implements Balancer {
    private final List<? extends Candidate> candidates;
    private final int[] order;
    private final AtomicInteger cursor;

    RoundRobin(List<? extends Candidate> candidates, AtomicInteger cursor) {
        this.candidates = candidates;
        this.order = SmoothOrder.of(candidates);
        this.cursor = cursor;
    }

    @Override
    public int pick(int clientHash, Set<?> skip) {
        if (order.length == 0) {
            return NONE;
        }
        while (true) {
            int turn = cursor.get();
            int at = Math.floorMod(turn, order.length);
            int tried = 0;
            while (tried < order.length && !open(order[at], skip)) {
                at = at + 1 == order.length ? 0 : at + 1;
                tried++;
            }
            if (tried == order.length) {
                return NONE;
            }
            int next = at + 1 == order.length ? 0 : at + 1;
            if (cursor.compareAndSet(turn, next)) {
                return order[at];
            }
        }
    }

    private boolean open(int position, Set<?> skip) {
        Candidate candidate = candidates.get(position);
        return !candidate.full() && !skip.contains(candidate);
    }
}
