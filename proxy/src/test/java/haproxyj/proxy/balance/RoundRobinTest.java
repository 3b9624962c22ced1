package haproxyj.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoundRobinTest {
    private final AtomicInteger cursor = new AtomicInteger();

    @Test
    void interleavesWithoutBursts() {
        assertThat(turns(List.of(new Seat("a", 5), new Seat("b", 1), new Seat("c", 1)), 14))
                .isEqualTo("aabacaaaabacaa");
    }

    @Test
    void commonFactorsShortenTheRound() {
        assertThat(SmoothOrder.of(List.of(new Seat("a", 100), new Seat("b", 100), new Seat("c", 200))))
                .hasSize(4);
    }

    @Test
    void everyRoundIsExactAndSpread() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Seat> seats = new ArrayList<>();
            int total = 0;
            for (int i = 0; i <= random.nextInt(5); i++) {
                seats.add(new Seat("" + i, 1 + random.nextInt(256)));
                total += seats.get(i).weight;
            }
            RoundRobin balancer = new RoundRobin(seats, new AtomicInteger(random.nextInt()));
            int[] count = new int[seats.size()];
            for (int i = 1; i <= total; i++) {
                count[balancer.pick(0, Set.of())]++;
            }
            for (int i = 0; i < count.length; i++) {
                assertThat(count[i]).as("seed %d server %d", seed, i).isEqualTo(seats.get(i).weight);
            }
        }
    }

    @Test
    void turnsOfAFullServerAreSharedEvenly() {
        List<Seat> seats = List.of(new Seat("a", 1), new Seat("b", 1), new Seat("c", 1));
        seats.get(0).full = true;
        assertThat(turns(seats, 6)).isEqualTo("bcbcbc");
    }

    @Test
    void skippedServersAreNotPicked() {
        List<Seat> seats = List.of(new Seat("a", 1), new Seat("b", 1));
        RoundRobin balancer = new RoundRobin(seats, cursor);
        assertThat(balancer.pick(0, Set.of(seats.get(0)))).isEqualTo(1);
        assertThat(balancer.pick(0, Set.copyOf(seats))).isEqualTo(Balancer.NONE);
        assertThat(new RoundRobin(List.of(), cursor).pick(0, Set.of())).isEqualTo(Balancer.NONE);
    }

    @Test
    void aReturningServerGetsNoBurst() {
        Seat a = new Seat("a", 1);
        Seat b = new Seat("b", 1);
        assertThat(turns(List.of(a), 7)).isEqualTo("aaaaaaa");
        assertThat(turns(List.of(a, b), 4)).isIn("abab", "baba");
    }

    @Test
    void extremeWeightsOfManyServersStayBounded() {
        List<Seat> seats = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            seats.add(new Seat("" + i, i == 0 ? 255 : 256));
        }
        assertThat(SmoothOrder.of(seats).length).isBetween(400, 4096);
    }

    private String turns(List<Seat> seats, int count) {
        RoundRobin balancer = new RoundRobin(seats, cursor);
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < count; i++) {
            names.append(seats.get(balancer.pick(0, Set.of())));
        }
        return names.toString();
    }
}
