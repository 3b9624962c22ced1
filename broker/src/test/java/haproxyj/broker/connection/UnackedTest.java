package haproxyj.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import haproxyj.broker.queue.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UnackedTest {
    private final Entry entry = mock(Entry.class);
    private final Unacked unacked = new Unacked();

    private Unacked.Delivery delivery(long tag) {
        return new Unacked.Delivery(tag, entry, Optional.empty());
    }

    private List<Long> drain() {
        List<Long> tags = new ArrayList<>();
        for (Optional<Unacked.Delivery> next = unacked.takeOldest(Long.MAX_VALUE);
                next.isPresent();
                next = unacked.takeOldest(Long.MAX_VALUE)) {
            tags.add(next.get().tag());
        }
        return tags;
    }

    @Test
    void takesByTagAndFromTheOldEnd() {
        for (long tag = 1; tag <= 5; tag++) {
            unacked.add(delivery(tag));
        }
        assertThat(unacked.take(3)).isPresent();
        assertThat(unacked.take(3)).isEmpty();
        assertThat(unacked.take(6)).isEmpty();
        assertThat(unacked.contains(3)).isFalse();
        assertThat(unacked.contains(4)).isTrue();
        assertThat(unacked.takeOldest(1)).isPresent();
        assertThat(unacked.takeOldest(1)).isEmpty();
        assertThat(unacked.size()).isEqualTo(3);
        assertThat(drain()).containsExactly(2L, 4L, 5L);
    }

    @Test
    void restoredDeliveriesStandWhereTheyStood() {
        for (long tag = 1; tag <= 6; tag++) {
            unacked.add(delivery(tag));
        }
        unacked.take(1);
        unacked.take(4);
        unacked.take(6);
        unacked.restore(List.of(delivery(1), delivery(4), delivery(6)));
        assertThat(drain()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void behavesLikeASortedMapWithOneStuckDelivery() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        TreeMap<Long, Unacked.Delivery> model = new TreeMap<>();
        for (long tag = 1; tag <= 50_000; tag++) {
            model.put(tag, delivery(tag));
            unacked.add(model.get(tag));
            if (tag > 1 && random.nextInt(50) > 0) {
                long victim = tag - random.nextInt(20);
                Unacked.Delivery expected = victim <= 1 ? null : model.remove(victim);
                if (victim > 1) {
                    assertThat(unacked.take(victim).orElse(null))
                            .as("seed %d", seed)
                            .isSameAs(expected);
                }
            }
            assertThat(unacked.size()).isEqualTo(model.size());
        }
        assertThat(drain()).as("seed %d", seed).containsExactlyElementsOf(model.keySet());
    }
}
