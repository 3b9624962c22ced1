package haproxyj.proxy.balance;

import java.util.List;

/**
 * The least loaded of many for its weight, found and kept in the logarithm of their number: a tournament over positions. Remembers
 * loads as they were when it was last told. Not thread-safe.
 */
final class LoadTree {
    /** Stands for one that cannot be picked. */
    static final int OUT = Integer.MAX_VALUE;

    private final int size;
    private final int leaves;
    private final int[] weight;
    private final int[] load;
    /** The winner below each inner node; node n has 2n and 2n+1 below it, position p is node {@code leaves + p}. */
    private final int[] winner;

    LoadTree(List<? extends Candidate> candidates) {
        size = candidates.size();
        leaves = Integer.highestOneBit(Math.max(1, size * 2 - 1));
        weight = new int[size];
        load = new int[size];
        winner = new int[leaves * 2];
        for (int position = 0; position < leaves; position++) {
            winner[leaves + position] = position < size ? position : Balancer.NONE;
        }
        for (int position = 0; position < size; position++) {
            weight[position] = candidates.get(position).weight();
            load[position] = of(candidates.get(position));
        }
        for (int node = leaves - 1; node > 0; node--) {
            winner[node] = better(winner[2 * node], winner[2 * node + 1]);
        }
    }

    /** What counts of a candidate now: idle ones are equal whatever their weight, full ones are out. */
    static int of(Candidate candidate) {
        return candidate.full() ? OUT : candidate.load();
    }

    /** The load that is remembered. */
    int load(int position) {
        return load[position];
    }

    /** Remembers another load. */
    void set(int position, int now) {
        if (load[position] == now) {
            return;
        }
        load[position] = now;
        for (int node = (leaves + position) / 2; node > 0; node /= 2) {
            winner[node] = better(winner[2 * node], winner[2 * node + 1]);
        }
    }

    /** The least loaded, of equals the first at or after a place in the round; {@link Balancer#NONE} when all are out. */
    int best(int start) {
        int later = best(leaves + start, leaves + size);
        return better(later, best(leaves, leaves + start));
    }

    /** The best of a range of nodes of the lowest level, from included, to excluded; the first of equals. */
    private int best(int from, int to) {
        int left = Balancer.NONE;
        int right = Balancer.NONE;
        int low = from;
        int high = to;
        while (low < high) {
            if ((low & 1) == 1) {
                left = better(left, winner[low]);
                low++;
            }
            if ((high & 1) == 1) {
                high--;
                right = better(winner[high], right);
            }
            low /= 2;
            high /= 2;
        }
        return better(left, right);
    }

    /** The first, unless the second is less loaded. */
    private int better(int first, int second) {
        if (second == Balancer.NONE || load[second] == OUT) {
            return first == Balancer.NONE || load[first] == OUT ? Balancer.NONE : first;
        }
        if (first == Balancer.NONE || load[first] == OUT) {
            return second;
        }
        return share(second) * weight[first] < share(first) * weight[second] ? second : first;
    }

    private long share(int position) {
        return load[position] == 0 ? 0 : load[position] + 1L;
    }
}
