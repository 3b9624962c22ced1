package haproxyj.broker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.broker.AmqpException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random commands against a plain list: order, no loss, no duplicate, counts, after every step. */
class QueueModelTest {
    private static final int SEEDS = 1000;
    private static final int STEPS = 120;

    /** The queue beside its model: what must be ready, in order, and what must be out. */
    private static final class Run {
        final Random random;
        final int limit;
        final boolean dropHead;
        final Queue queue;
        final List<Message> ready = new ArrayList<>();
        final List<Entry> out = new ArrayList<>();
        final Set<Message> seenOut = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
        final List<TestConsumer> consumers = new ArrayList<>();
        final List<Message> published = new ArrayList<>();
        final Set<Integer> settled = new HashSet<>();
        int names;

        /** Every third seed without a limit, every third with drop-head, every third with reject-publish. */
        Run(long seed) throws AmqpException {
            random = new Random(seed);
            limit = seed % 3 == 0 ? Integer.MAX_VALUE : random.nextInt(6);
            dropHead = seed % 3 == 1;
            queue = new Queue(
                    "q",
                    QueueArguments.parse(arguments(), "queue 'q'"),
                    new MessageMemory(),
                    new Timers(),
                    letter -> {});
        }

        private Map<String, Object> arguments() {
            return limit == Integer.MAX_VALUE
                    ? Map.of()
                    : Map.of("x-max-length", limit, "x-overflow", dropHead ? "drop-head" : "reject-publish");
        }

        int age(Message message) {
            for (int i = 0; i < published.size(); i++) {
                if (published.get(i) == message) {
                    return i;
                }
            }
            throw new AssertionError("a message nobody published");
        }

        void step() {
            switch (random.nextInt(11)) {
                case 0, 1, 2 -> publish();
                case 3 -> get();
                case 4 -> settle(true);
                case 5 -> settle(false);
                case 6 -> requeueOne();
                case 7 -> requeueSome();
                case 8 -> openWindow();
                case 9 -> comeOrGo();
                default -> rarely();
            }
            collect();
            while (dropHead && ready.size() > limit) {
                settled.add(age(ready.remove(0)));
            }
            queue.pump();
            collect();
        }

        void publish() {
            Message message = Messages.ofSize(random.nextInt(5));
            boolean taken = ready.isEmpty() && consumers.stream().anyMatch(Consumer::ready);
            boolean accepted = dropHead || taken || ready.size() < limit;
            if (accepted) {
                published.add(message);
                ready.add(message);
            }
            assertThat(queue.offer(message)).isEqualTo(accepted);
        }

        void get() {
            queue.take().ifPresentOrElse(this::wentOut, () -> assertThat(ready).isEmpty());
        }

        void wentOut(Entry entry) {
            assertThat(ready).as("a delivery out of nothing").isNotEmpty();
            assertThat(entry.message()).as("head first").isSameAs(ready.remove(0));
            assertThat(entry.redelivered()).isEqualTo(!seenOut.add(entry.message()));
            out.add(entry);
        }

        /** Deliveries of one pump, put in order over all consumers by position. */
        void collect() {
            List<Entry> delivered = new ArrayList<>();
            for (TestConsumer consumer : consumers) {
                delivered.addAll(consumer.delivered);
                consumer.delivered.clear();
            }
            delivered.sort(Comparator.comparingLong(Entry::position));
            delivered.forEach(this::wentOut);
        }

        void settle(boolean ack) {
            if (!out.isEmpty()) {
                Entry entry = out.remove(random.nextInt(out.size()));
                assertThat(settled.add(age(entry.message()))).isTrue();
                for (int times = 1 + random.nextInt(2); times > 0; times--) {
                    if (ack) {
                        queue.ack(entry);
                    } else {
                        queue.reject(entry);
                    }
                }
                queue.requeue(entry);
            }
        }

        void back(Entry entry) {
            out.remove(entry);
            ready.add(entry.message());
            ready.sort(Comparator.comparingInt(this::age));
        }

        void requeueOne() {
            if (!out.isEmpty()) {
                Entry entry = out.get(random.nextInt(out.size()));
                back(entry);
                queue.requeue(entry);
            }
        }

        void requeueSome() {
            List<Entry> some = new ArrayList<>(out);
            some.removeIf(entry -> random.nextBoolean());
            java.util.Collections.shuffle(some, random);
            some.forEach(this::back);
            queue.requeue(some);
        }

        void openWindow() {
            if (!consumers.isEmpty()) {
                consumers.get(random.nextInt(consumers.size())).window += random.nextInt(4);
            }
        }

        void comeOrGo() {
            if (consumers.size() < 3 && random.nextBoolean()) {
                TestConsumer consumer = new TestConsumer("c" + names++, random.nextInt(2), random.nextInt(3));
                consumers.add(consumer);
                queue.attach(consumer, false);
            } else if (!consumers.isEmpty()) {
                assertThat(queue.detach(consumers.remove(random.nextInt(consumers.size()))))
                        .isTrue();
            }
        }

        void rarely() {
            if (random.nextInt(6) == 0) {
                ready.forEach(message -> settled.add(age(message)));
                assertThat(queue.purge()).isEqualTo(ready.size());
                ready.clear();
            }
        }

        void check() {
            assertThat(queue.ready()).isEqualTo(ready.size());
            assertThat(queue.readyBytes())
                    .isEqualTo(ready.stream().mapToLong(m -> m.body().length).sum());
            assertThat(queue.unacknowledged()).isEqualTo(out.size());
            assertThat(queue.consumers()).isEqualTo(consumers.size());
            assertThat(published).hasSize(ready.size() + out.size() + settled.size());
            assertThat(ready.isEmpty() || consumers.stream().noneMatch(Consumer::ready))
                    .as("nobody waits for a message that is there")
                    .isTrue();
        }
    }

    @Test
    void agreesWithAListUnderRandomCommands() throws AmqpException {
        for (long seed = 0; seed < SEEDS; seed++) {
            Run run = new Run(seed);
            for (int step = 0; step < STEPS; step++) {
                try {
                    run.step();
                    run.check();
                } catch (AssertionError e) {
                    throw new AssertionError("seed " + seed + ", step " + step + ": " + e.getMessage(), e);
                }
            }
        }
    }
}
