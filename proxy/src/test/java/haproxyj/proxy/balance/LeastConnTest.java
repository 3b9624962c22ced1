package haproxyj.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
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

    private static LeastConn over(Seat... seats) {
        return new LeastConn(List.of(seats), new AtomicInteger());
    }
}
