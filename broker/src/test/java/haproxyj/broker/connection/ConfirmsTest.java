package haproxyj.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ConfirmsTest {

    /** A publisher that applies answers as clients do: multiple means everything up to that number. */
    private static final class Publisher implements Confirms.Output {
        private final TreeSet<Long> waiting = new TreeSet<>();
        private final TreeSet<Long> acked = new TreeSet<>();
        private final TreeSet<Long> nacked = new TreeSet<>();
        private final List<String> frames = new ArrayList<>();

        @Override
        public void ack(long sequence, boolean multiple) {
            frames.add("ack " + sequence + (multiple ? " multiple" : ""));
            answer(sequence, multiple, acked);
        }

        @Override
        public void nack(long sequence, boolean multiple) {
            frames.add("nack " + sequence + (multiple ? " multiple" : ""));
            answer(sequence, multiple, nacked);
        }

        private void answer(long sequence, boolean multiple, TreeSet<Long> into) {
            TreeSet<Long> meant = multiple ? new TreeSet<>(waiting.headSet(sequence, true)) : new TreeSet<>();
            if (waiting.contains(sequence)) {
                meant.add(sequence);
            }
            assertThat(meant).as("an answer settles something").isNotEmpty();
            into.addAll(meant);
            waiting.removeAll(meant);
        }
    }

    private final Confirms confirms = new Confirms();
    private final Publisher publisher = new Publisher();

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            publisher.waiting.add(confirms.next());
        }
    }

    @Test
    void oneFrameAnswersABatch() {
        publish(100);
        for (long sequence = 1; sequence <= 100; sequence++) {
            confirms.settled(sequence, true);
        }
        confirms.flush(publisher);
        assertThat(publisher.frames).containsExactly("ack 100 multiple");
        confirms.flush(publisher);
        assertThat(publisher.frames).hasSize(1);
    }

    @Test
    void aGapIsNotAnswered() {
        publish(4);
        confirms.settled(1, true);
        confirms.settled(3, true);
        confirms.settled(4, false);
        confirms.flush(publisher);
        assertThat(publisher.frames).containsExactly("ack 1", "ack 3", "nack 4");
        confirms.settled(2, false);
        confirms.flush(publisher);
        assertThat(publisher.frames).endsWith("nack 2");
        assertThat(publisher.nacked).containsExactly(2L, 4L);
    }

    @Test
    void settlingTwiceOrOutOfRangeHasNoEffect() {
        publish(1);
        confirms.settled(0, true);
        confirms.settled(2, true);
        confirms.settled(1, true);
        confirms.settled(1, false);
        confirms.flush(publisher);
        confirms.settled(1, false);
        confirms.flush(publisher);
        assertThat(publisher.frames).containsExactly("ack 1");
    }

    @Test
    void anyOrderOfSettlementIsToldExactly() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        TreeSet<Long> accepted = new TreeSet<>();
        TreeSet<Long> refused = new TreeSet<>();
        List<Long> open = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            if (open.size() < 300 && random.nextInt(3) > 0) {
                long sequence = confirms.next();
                publisher.waiting.add(sequence);
                open.add(sequence);
            } else if (!open.isEmpty()) {
                long sequence = open.remove(random.nextInt(Math.min(open.size(), 1 + random.nextInt(20))));
                boolean good = random.nextInt(5) > 0;
                (good ? accepted : refused).add(sequence);
                confirms.settled(sequence, good);
            }
            if (random.nextInt(10) == 0) {
                confirms.flush(publisher);
                assertThat(publisher.waiting).as("seed %d", seed).containsExactlyElementsOf(new TreeSet<>(open));
            }
        }
        confirms.flush(publisher);
        assertThat(publisher.acked).as("seed %d", seed).isEqualTo(accepted);
        assertThat(publisher.nacked).as("seed %d", seed).isEqualTo(refused);
    }
}
