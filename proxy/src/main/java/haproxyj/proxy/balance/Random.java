package haproxyj.proxy.balance;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * {@code balance random(n)}: draws n servers by weight; the least loaded for its weight wins, the first drawn on a tie. Full
 * ones drawn do not count; if every draw was in vain, one more is made among the open ones only.
 */
final class Random implements Balancer {
    private final List<? extends Candidate> candidates;
    private final int draws;
    private final Supplier<? extends RandomGenerator> generator;
    /** Weights added up: candidate i owns the numbers from {@code upTo[i-1]} to below {@code upTo[i]}. */
    private final int[] upTo;

    Random(List<? extends Candidate> candidates, int draws, Supplier<? extends RandomGenerator> generator) {
        this.candidates = candidates;
        this.draws = Math.max(1, draws);
        this.generator = generator;
        this.upTo = new int[candidates.size()];
        int sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += candidates.get(i).weight();
            upTo[i] = sum;
        }
    }

    @Override
    public int pick(int clientHash, Set<?> skip) {
        if (upTo.length == 0) {
            return NONE;
        }
        RandomGenerator random = generator.get();
        int best = NONE;
        for (int i = 0; i < draws; i++) {
            int found = Arrays.binarySearch(upTo, random.nextInt(upTo[upTo.length - 1]));
            int drawn = found < 0 ? -found - 1 : found + 1;
            if (open(drawn, skip) && (best == NONE || lessLoaded(drawn, best))) {
                best = drawn;
            }
        }
        return best == NONE ? amongOpen(random, skip) : best;
    }

    private int amongOpen(RandomGenerator random, Set<?> skip) {
        int sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += open(i, skip) ? candidates.get(i).weight() : 0;
        }
        if (sum == 0) {
            return NONE;
        }
        int left = random.nextInt(sum);
        int last = NONE;
        for (int i = 0; i < upTo.length && left >= 0; i++) {
            if (open(i, skip)) {
                last = i;
                left -= candidates.get(i).weight();
            }
        }
        return last;
    }

    private boolean lessLoaded(int a, int b) {
        Candidate one = candidates.get(a);
        Candidate other = candidates.get(b);
        return (long) one.load() * other.weight() < (long) other.load() * one.weight();
    }

    private boolean open(int position, Set<?> skip) {
        Candidate candidate = candidates.get(position);
        return !candidate.full() && !skip.contains(candidate);
    }
}
