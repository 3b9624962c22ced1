package haproxyj.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomAndFirstTest {
    private final Seat a = new Seat("a", 1);
    private final Seat b = new Seat("b", 3);
    private final Seat c = new Seat("c", 4);
    private final List<Seat> all = List.of(a, b, c);

    @Test
    void oneDrawFollowsTheWeights() {
        int[] count = new int[3];
        Random balancer = random(1);
        for (int i = 0; i < 8000; i++) {
            count[balancer.pick(0, Set.of())]++;
        }
        assertThat(count[0]).isBetween(880, 1120);
        assertThat(count[1]).isBetween(2800, 3200);
        assertThat(count[2]).isBetween(3800, 4200);
    }

    @Test
    void theLeastLoadedOfTheDrawnWins() {
        b.load = 300;
        c.load = 400;
        int[] count = new int[3];
        Random balancer = random(8);
        for (int i = 0; i < 1000; i++) {
            count[balancer.pick(0, Set.of())]++;
        }
        assertThat(count[0]).as("drawn at least once in eight").isBetween(580, 730);
    }

    @Test
    void fullAndSkippedAreNeverPicked() {
        b.full = true;
        Random balancer = random(2);
        for (int i = 0; i < 500; i++) {
            assertThat(balancer.pick(0, Set.of(c))).isZero();
        }
        a.full = true;
        assertThat(balancer.pick(0, Set.of(c))).isEqualTo(Balancer.NONE);
    }

    @Test
    void firstFillsInFileOrder() {
        First first = new First(all);
        assertThat(first.pick(0, Set.of())).isZero();
        a.full = true;
        assertThat(first.pick(0, Set.of())).isEqualTo(1);
        assertThat(first.pick(0, Set.of(b))).isEqualTo(2);
        assertThat(first.pick(0, Set.of(b, c))).isEqualTo(Balancer.NONE);
    }

    private Random random(int draws) {
        java.util.Random seeded = new java.util.Random(42);
        return new Random(all, draws, () -> seeded);
    }
}
