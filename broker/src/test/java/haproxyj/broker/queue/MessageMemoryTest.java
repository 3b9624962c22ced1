package haproxyj.broker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageMemoryTest {
    private static final int BODY = 1_000;

    private final MessageMemory memory = new MessageMemory();
    private final Queue queue = new Queue("q", QueueArguments.NONE, memory, new Timers(), letter -> {});

    @Test
    void aMessageInSeveralQueuesCountsOnce() {
        Queue other = new Queue("r", QueueArguments.NONE, memory, new Timers(), letter -> {});
        Message message = Messages.ofSize(BODY);
        queue.offer(message);
        long one = memory.octets();
        assertThat(one).isGreaterThan(BODY);
        other.offer(message);
        assertThat(memory.octets()).isEqualTo(one + MessageMemory.PER_ENTRY);
        queue.ack(queue.take().orElseThrow());
        assertThat(memory.octets()).as("still held by the other").isEqualTo(one);
        other.purge();
        assertThat(memory.octets()).isZero();
    }

    @Test
    void whatIsOutIsHeldUntilItIsSettled() {
        queue.offer(Messages.ofSize(BODY));
        long held = memory.octets();
        Entry entry = queue.take().orElseThrow();
        assertThat(memory.octets()).isEqualTo(held);
        queue.requeue(entry);
        assertThat(memory.octets()).isEqualTo(held);
        Entry again = queue.take().orElseThrow();
        queue.reject(again);
        assertThat(memory.octets()).isZero();
        queue.reject(again);
        queue.requeue(List.of(again));
        assertThat(memory.octets()).as("settled once").isZero();
    }

    @Test
    void aDeletedQueueLetsGoOfWhatIsOutWhenItIsSettled() {
        for (int i = 0; i < 4; i++) {
            queue.offer(Messages.ofSize(BODY));
        }
        Entry acked = queue.take().orElseThrow();
        Entry requeued = queue.take().orElseThrow();
        queue.delete();
        assertThat(memory.octets()).as("two are still with a consumer").isGreaterThan(2 * BODY);
        queue.ack(acked);
        queue.requeue(requeued);
        assertThat(memory.octets()).isZero();
    }

    @Test
    void whatALengthLimitDropsIsNoLongerHeld() throws Exception {
        Queue limited = new Queue(
                "q", QueueArguments.parse(Map.of("x-max-length", 1), "q"), memory, new Timers(), letter -> {});
        limited.offer(Messages.ofSize(BODY));
        long one = memory.octets();
        limited.offer(Messages.ofSize(BODY));
        assertThat(memory.octets()).isEqualTo(one);
    }
}
