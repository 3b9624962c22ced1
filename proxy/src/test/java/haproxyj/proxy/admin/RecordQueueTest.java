package haproxyj.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordQueueTest {

    @Test
    void roundsItsCapacityUpToAPowerOfTwo() {
        assertThat(new RecordQueue<String>(1).capacity()).isEqualTo(1);
        assertThat(new RecordQueue<String>(2).capacity()).isEqualTo(2);
        assertThat(new RecordQueue<String>(1000).capacity()).isEqualTo(1024);
        assertThatIllegalArgumentException().isThrownBy(() -> new RecordQueue<String>(0));
    }

    @Test
    void behavesAsABoundedQueueUnderAnyOrderOfCalls() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        RecordQueue<Integer> queue = new RecordQueue<>(8);
        ArrayDeque<Integer> model = new ArrayDeque<>();
        for (int i = 0; i < 10_000; i++) {
            if (random.nextBoolean()) {
                boolean fits = model.size() < 8;
                assertThat(queue.offer(i)).as("seed %d", seed).isEqualTo(fits);
                if (fits) {
                    model.add(i);
                }
            } else {
                assertThat(queue.poll()).as("seed %d", seed).isEqualTo(model.poll());
            }
            assertThat(queue.isEmpty()).as("seed %d", seed).isEqualTo(model.isEmpty());
        }
    }
}
