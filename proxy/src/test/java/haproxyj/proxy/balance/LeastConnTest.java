package haproxyj.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LeastConnTest {
    private final Seat a = new Seat("a", 1);
    private final Seat b = new Seat("b", 1);
    private final Seat big = new Seat("big", 3);

    @Test
    void theLeastLoadedWins() {
        a.load = 3;
        b.load = 2;
        assertThat(over(a, b).pick(0, Set.of())).isEqualTo(1);
    }

    @Test
    void loadCountsByWeight() {
        LeastConn balancer = over(a, big);
        for (int i = 0; i < 40; i++) {
            Seat picked = balancer.pick(0, Set.of()) == 0 ? a : big;
            picked.load++;
        }
        assertThat(big.load).isBetween(29, 31);
    }

    @Test
    void equalsTakeTurns() {
        LeastConn balancer = over(a, b);
        assertThat(List.of(
                        balancer.pick(0, Set.of()),
                        balancer.pick(0, Set.of()),
                        balancer.pick(0, Set.of()),
                        balancer.pick(0, Set.of())))
                .containsExactly(0, 1, 0, 1);
    }

    @Test
    void fullAndSkippedAreOut() {
        b.load = 9;
        a.full = true;
        assertThat(over(a, b).pick(0, Set.of())).isEqualTo(1);
        assertThat(over(a, b).pick(0, Set.of(b))).isEqualTo(Balancer.NONE);
    }

    @Test
    void aServerWhoseLoadFellIsSeenOnceTold() {
        a.load = 5;
        b.load = 4;
        LeastConn balancer = over(a, b);
        assertThat(balancer.pick(0, Set.of())).isEqualTo(1);
        a.load = 0;
        balancer.eased(a);
        b.full = true;
        assertThat(balancer.pick(0, Set.of())).isEqualTo(0);
        a.load = 9;
        b.full = false;
        balancer.refresh();
        assertThat(balancer.pick(0, Set.of())).isEqualTo(1);
    }

    @Test
    void aSkippedServerComesBack() {
        b.load = 9;
        LeastConn balancer = over(a, b);
        assertThat(balancer.pick(0, Set.of(a))).isEqualTo(1);
        assertThat(balancer.pick(0, Set.of())).isEqualTo(0);
    }

    /** Whatever comes and goes, the tree picks what a look at all of them would. */
    @Test
    void treeAndLookAgree() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int size : new int[] {1, 2, 3, 5, 8, 13, 100}) {
            List<Seat> seats = Stream.generate(() -> new Seat("s", 1 + random.nextInt(4)))
                    .limit(size)
                    .toList();
            AtomicInteger cursor = new AtomicInteger();
            LeastConn balancer = new LeastConn(seats, cursor);
            for (int step = 0; step < 500; step++) {
                Seat changed = seats.get(random.nextInt(size));
                int before = changed.load;
                changed.load = random.nextInt(6);
                boolean wasFull = changed.full;
                changed.full = random.nextInt(4) == 0;
                if (changed.load < before || (wasFull && !changed.full)) {
                    balancer.eased(changed);
                }
                Set<Seat> skip = random.nextInt(4) == 0 ? Set.of(seats.get(random.nextInt(size))) : Set.of();
                int expected = look(seats, cursor.get(), skip);
                assertThat(balancer.pick(0, skip))
                        .as("seed %d, size %d, step %d", seed, size, step)
                        .isEqualTo(expected);
            }
        }
    }

    private static int look(List<Seat> seats, int start, Set<Seat> skip) {
        int best = Balancer.NONE;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < seats.size(); i++) {
            int at = (start + i) % seats.size();
            Seat seat = seats.get(at);
            double share = seat.load == 0 ? 0 : (seat.load + 1.0) / seat.weight;
            if (!seat.full && !skip.contains(seat) && share < least - 1e-9) {
                best = at;
                least = share;
            }
        }
        return best;
    }

    private static LeastConn over(Seat... seats) {
        return new LeastConn(List.of(seats), new AtomicInteger());
    }
}
