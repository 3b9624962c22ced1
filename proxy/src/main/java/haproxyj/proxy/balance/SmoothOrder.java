package haproxyj.proxy.balance;

import java.util.List;

/**
 * One round of smooth weighted turns: each candidate as often as its weight says, spread evenly, no bursts. Every step adds
 * to each candidate its weight and takes the one that has most, which then pays the total (the rule nginx uses; HAProxy's
 * positions on a line give the same quality). Pure.
 */
final class SmoothOrder {
    /** Limit of turns times candidates; beyond it weights are scaled down. 64 servers with any weights fit. */
    private static final long MOST_STEPS = 1 << 20;

    private SmoothOrder() {}

    /** Positions in the order of their turns; empty for no candidates. */
    static int[] of(List<? extends Candidate> candidates) {
        int[] weights = reduced(candidates);
        int total = 0;
        for (int weight : weights) {
            total += weight;
        }
        int[] order = new int[total];
        int[] credit = new int[weights.length];
        for (int turn = 0; turn < total; turn++) {
            int best = 0;
            for (int i = 0; i < weights.length; i++) {
                credit[i] += weights[i];
                if (credit[i] > credit[best]) {
                    best = i;
                }
            }
            credit[best] -= total;
            order[turn] = best;
        }
        return order;
    }

    private static int[] reduced(List<? extends Candidate> candidates) {
        int divisor = 0;
        long total = 0;
        for (Candidate candidate : candidates) {
            divisor = gcd(divisor, candidate.weight());
            total += candidate.weight();
        }
        int[] weights = new int[candidates.size()];
        long steps = divisor == 0 ? 0 : total / divisor * weights.length;
        for (int i = 0; i < weights.length; i++) {
            int weight = candidates.get(i).weight() / divisor;
            weights[i] = steps <= MOST_STEPS ? weight : (int) Math.max(1, weight * MOST_STEPS / steps);
        }
        return weights;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
