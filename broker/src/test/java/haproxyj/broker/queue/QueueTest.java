package haproxyj.broker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueueTest {
    private final Queue queue = new Queue("q", QueueArguments.NONE, new MessageMemory(), new Timers(), letter -> {});

    private static List<Long> positions(TestConsumer consumer) {
        return consumer.delivered.stream().map(Entry::position).toList();
    }

    private static void fill(Queue queue, int messages) {
        for (int i = 0; i < messages; i++) {
            queue.offer(Messages.ofSize(1));
        }
    }

    @Test
    void servesConsumersInTurn() {
        TestConsumer one = TestConsumer.greedy("one");
        TestConsumer two = TestConsumer.greedy("two");
        queue.attach(one, false);
        queue.attach(two, false);
        fill(queue, 5);
        queue.pump();
        assertThat(positions(one)).containsExactly(0L, 2L, 4L);
        assertThat(positions(two)).containsExactly(1L, 3L);
    }

    @Test
    void servesTheHighestPriorityThatIsReady() {
        TestConsumer low = TestConsumer.greedy("low");
        TestConsumer high = new TestConsumer("high", 10, 2);
        queue.attach(low, false);
        queue.attach(high, false);
        fill(queue, 4);
        queue.pump();
        assertThat(positions(high)).containsExactly(0L, 1L);
        assertThat(positions(low)).containsExactly(2L, 3L);
    }

    @Test
    void aSingleActiveConsumerIsFollowedByTheNextOnlyWhenItLeaves() throws Exception {
        Queue single = new Queue(
                "q",
                QueueArguments.parse(Map.of("x-single-active-consumer", true), "queue 'q'"),
                new MessageMemory(),
                new Timers(),
                letter -> {});
        TestConsumer first = new TestConsumer("first", 0, 1);
        TestConsumer second = TestConsumer.greedy("second");
        single.attach(first, false);
        single.attach(second, false);
        fill(single, 3);
        single.pump();
        assertThat(positions(first)).containsExactly(0L);
        assertThat(second.delivered).isEmpty();
        single.detach(first);
        single.pump();
        assertThat(positions(second)).containsExactly(1L, 2L);
    }

    @Test
    void entriesThatCameBackTogetherGoOutInTheirOldOrder() {
        fill(queue, 4);
        List<Entry> out = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            out.add(queue.take().orElseThrow());
        }
        java.util.Collections.reverse(out);
        TestConsumer consumer = TestConsumer.greedy("c");
        queue.attach(consumer, false);
        queue.requeue(out);
        assertThat(positions(consumer)).containsExactly(0L, 1L, 2L, 3L);
        assertThat(consumer.delivered).extracting(Entry::redelivered).containsExactly(true, true, true, false);
    }

    @Test
    void aConsumerMaySettleAndPumpWithinItsDelivery() {
        List<Long> seen = new ArrayList<>();
        queue.attach(
                new Consumer() {
                    @Override
                    public String tag() {
                        return "no-ack";
                    }

                    @Override
                    public int priority() {
                        return 0;
                    }

                    @Override
                    public boolean ready() {
                        return true;
                    }

                    @Override
                    public void deliver(Entry entry) {
                        seen.add(entry.position());
                        entry.queue().ack(entry);
                        entry.queue().pump();
                    }

                    @Override
                    public void cancelled() {}
                },
                false);
        fill(queue, 3);
        queue.pump();
        assertThat(seen).containsExactly(0L, 1L, 2L);
        assertThat(queue.unacknowledged()).isZero();
    }

    @Test
    void afterDeletionEverythingIsWithoutEffect() {
        fill(queue, 2);
        Entry out = queue.take().orElseThrow();
        TestConsumer consumer = TestConsumer.greedy("c");
        consumer.window = 0;
        queue.attach(consumer, false);
        assertThat(queue.delete()).isEqualTo(1);
        assertThat(consumer.cancellations).isEqualTo(1);
        consumer.window = 5;
        queue.requeue(out);
        queue.ack(out);
        assertThat(queue.offer(Messages.ofSize(1))).isFalse();
        queue.pump();
        assertThat(consumer.delivered).isEmpty();
        assertThat(queue.ready() + queue.unacknowledged()).isZero();
    }

    @Test
    void dropsTheOldestBeyondItsLength() throws Exception {
        Queue limited = new Queue(
                "q",
                QueueArguments.parse(Map.of("x-max-length", 2), "queue 'q'"),
                new MessageMemory(),
                new Timers(),
                letter -> {});
        fill(limited, 5);
        assertThat(limited.ready()).isEqualTo(2);
        assertThat(limited.take().orElseThrow().position()).isEqualTo(3);
        assertThat(limited.take().orElseThrow().position()).isEqualTo(4);
    }

    @Test
    void dropsTheOldestBeyondItsSize() throws Exception {
        Queue limited = new Queue(
                "q",
                QueueArguments.parse(Map.of("x-max-length-bytes", 10L), "queue 'q'"),
                new MessageMemory(),
                new Timers(),
                letter -> {});
        limited.offer(Messages.ofSize(6));
        limited.offer(Messages.ofSize(4));
        assertThat(limited.ready()).isEqualTo(2);
        limited.offer(Messages.ofSize(1));
        assertThat(limited.readyBytes()).isEqualTo(5);
    }

    @Test
    void refusesTheNewestWithRejectPublish() throws Exception {
        Queue limited = new Queue(
                "q",
                QueueArguments.parse(Map.of("x-max-length", 1, "x-overflow", "reject-publish"), "queue 'q'"),
                new MessageMemory(),
                new Timers(),
                letter -> {});
        assertThat(limited.offer(Messages.ofSize(1))).isTrue();
        assertThat(limited.offer(Messages.ofSize(1))).isFalse();
        limited.take();
        assertThat(limited.offer(Messages.ofSize(1)))
                .as("only ready messages count")
                .isTrue();
    }

    @Test
    void aLimitDoesNotTouchWhatConsumersTakeAtOnce() throws Exception {
        for (String overflow : List.of("drop-head", "reject-publish")) {
            Queue limited = new Queue(
                    "q",
                    QueueArguments.parse(Map.of("x-max-length", 0, "x-overflow", overflow), "q"),
                    new MessageMemory(),
                    new Timers(),
                    letter -> {});
            TestConsumer consumer = new TestConsumer("c", 0, 3);
            limited.attach(consumer, false);
            fill(limited, 5);
            limited.pump();
            assertThat(positions(consumer)).as(overflow).containsExactly(0L, 1L, 2L);
            assertThat(limited.ready()).as(overflow).isZero();
        }
    }

    @Test
    void holdsAMillionMessages() {
        Message shared = Messages.ofSize(1);
        for (int i = 0; i < 1_000_000; i++) {
            queue.offer(shared);
        }
        List<Entry> out = new ArrayList<>();
        for (int i = 0; i < 500_000; i++) {
            out.add(queue.take().orElseThrow());
        }
        queue.requeue(out);
        TestConsumer consumer = TestConsumer.greedy("c");
        queue.attach(consumer, false);
        queue.pump();
        assertThat(consumer.delivered)
                .hasSize(1_000_000)
                .isSortedAccordingTo((a, b) -> Long.compare(a.position(), b.position()));
        assertThat(queue.unacknowledged()).isEqualTo(1_000_000);
    }
}
