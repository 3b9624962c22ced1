package haproxyj.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SourceTest {
    private final Seat a = new Seat("a", 1);
    private final Seat b = new Seat("b", 2);
    private final Seat c = new Seat("c", 1);
    private final List<Seat> all = List.of(a, b, c);

    @Test
    void theSameAddressGoesToTheSameServerWhateverThePort() {
        int one = AddressHash.of(address(1000));
        int other = AddressHash.of(address(2000));
        assertThat(one).isEqualTo(other).isEqualTo(0x0A000107);
        Source source = new Source(all, all);
        assertThat(source.pick(one, Set.of())).isEqualTo(source.pick(other, Set.of()));
    }

    @Test
    void consecutiveAddressesFollowTheWeights() {
        Source source = new Source(all, all);
        int[] count = new int[3];
        for (int client = 0; client < 400; client++) {
            count[source.pick(0x0A000000 + client, Set.of())]++;
        }
        assertThat(count).containsExactly(100, 200, 100);
    }

    @Test
    void onlyClientsOfTheFailedServerMove() {
        Source before = new Source(all, all);
        List<Seat> left = List.of(a, c);
        Source after = new Source(left, all);
        int moved = 0;
        int toA = 0;
        Random random = new Random(7);
        for (int i = 0; i < 4000; i++) {
            int client = random.nextInt();
            Seat home = all.get(before.pick(client, Set.of()));
            Seat now = left.get(after.pick(client, Set.of()));
            if (home == b) {
                moved++;
                toA += now == a ? 1 : 0;
            } else {
                assertThat(now).isSameAs(home);
            }
        }
        assertThat(toA).isBetween(moved * 45 / 100, moved * 55 / 100);
    }

    @Test
    void aFullServerKeepsItsClientsButAnExcludedOneDoesNot() {
        Source source = new Source(all, all);
        all.forEach(seat -> seat.full = true);
        int home = source.pick(0, Set.of());
        assertThat(home).isNotEqualTo(Balancer.NONE);
        assertThat(source.pick(0, Set.of(all.get(home)))).isNotEqualTo(home).isNotEqualTo(Balancer.NONE);
        assertThat(source.pick(0, Set.copyOf(all))).isEqualTo(Balancer.NONE);
    }

    private static InetSocketAddress address(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {10, 0, 1, 7}), port);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
