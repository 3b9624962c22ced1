package haproxyj.broker.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haproxyj.broker.AmqpException;
import haproxyj.broker.queue.DeadLetter.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time to live, x-expires and x-max-priority. */
class QueueTimeTest {
    private final Timers timers = new Timers();
    private final MessageMemory memory = new MessageMemory();
    private final List<DeadLetter> dead = new ArrayList<>();

    private Queue queue(Object... keysAndValues) throws AmqpException {
        Map<String, Object> arguments = new java.util.HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            arguments.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return new Queue("q", QueueArguments.parse(arguments, "queue 'q'"), memory, timers, dead::add);
    }

    /** Moves time on and calls whoever waits for it; returns how often. */
    private int at(long millis) {
        timers.advance(millis, 0);
        int calls = 0;
        for (Optional<Queue> due = timers.due(); due.isPresent(); due = timers.due()) {
            due.get().onTimer();
            calls++;
        }
        return calls;
    }

    @Test
    void theShorterTimeToLiveCounts() throws Exception {
        Queue queue = queue("x-message-ttl", 100, "x-dead-letter-exchange", "dlx");
        queue.offer(Messages.expiring("", "q", "40"));
        assertThat(timers.next()).isEqualTo(40);
        queue.offer(Messages.expiring("", "q", "400"));
        at(39);
        assertThat(queue.ready()).isEqualTo(2);
        at(40);
        assertThat(queue.ready()).isEqualTo(1);
        assertThat(timers.next()).isEqualTo(100);
        at(100);
        assertThat(queue.ready()).isZero();
        assertThat(dead).extracting(DeadLetter::reason).containsExactly(Reason.EXPIRED, Reason.EXPIRED);
        assertThat(memory.octets()).isZero();
        assertThat(timers.next()).isEqualTo(Timers.NEVER);
    }

    @Test
    void whatExpiresBehindALivingHeadWaits() throws Exception {
        Queue queue = queue();
        queue.offer(Messages.ofSize(1));
        queue.offer(Messages.expiring("", "q", "10"));
        at(50);
        assertThat(queue.ready()).isEqualTo(2);
        assertThat(queue.take()).isPresent();
        assertThat(queue.take()).as("its turn has come, its time is over").isEmpty();
    }

    @Test
    void withoutTimeToLiveAMessageIsForAConsumerThatWaitsOrForNobody() throws Exception {
        Queue queue = queue("x-message-ttl", 0);
        queue.offer(Messages.ofSize(1));
        assertThat(queue.ready()).isZero();
        TestConsumer consumer = new TestConsumer("c", 0, 1);
        queue.attach(consumer, false);
        queue.offer(Messages.ofSize(1));
        assertThat(queue.unacknowledged()).isEqualTo(1);
        queue.offer(Messages.ofSize(1));
        assertThat(queue.ready()).as("the window is full").isZero();
    }

    @Test
    void whatIsOutDoesNotExpireAndWhatComesBackDoes() throws Exception {
        Queue queue = queue("x-message-ttl", 100);
        queue.offer(Messages.ofSize(1));
        Entry entry = queue.take().orElseThrow();
        at(200);
        assertThat(queue.unacknowledged()).isEqualTo(1);
        queue.requeue(entry);
        at(200);
        assertThat(queue.ready()).isZero();
        assertThat(memory.octets()).isZero();
    }

    @Test
    void aQueueExpiresWhenNobodyUsesIt() throws Exception {
        Queue queue = queue("x-expires", 100);
        at(60);
        queue.take();
        at(100);
        assertThat(queue.expired()).isFalse();
        TestConsumer consumer = new TestConsumer("c", 0, 1);
        queue.attach(consumer, false);
        at(500);
        assertThat(queue.expired()).as("a consumer is a use").isFalse();
        queue.detach(consumer);
        at(599);
        assertThat(queue.expired()).isFalse();
        assertThat(timers.next()).isEqualTo(600);
        at(600);
        assertThat(queue.expired()).isTrue();
    }

    @Test
    void timersFollowAQueueToItsEndAndDoNotPileUp() throws Exception {
        Queue queue = queue("x-expires", 1_000_000);
        for (int i = 0; i < 1_000; i++) {
            queue.offer(Messages.expiring("", "q", "10"));
            queue.take();
            queue.use();
        }
        assertThat(at(999_999)).isLessThan(10);
        queue.delete();
        assertThat(timers.next()).isEqualTo(Timers.NEVER);
    }

    @Test
    void higherPrioritiesOvertakeAndEqualOnesKeepTheirOrder() throws Exception {
        Queue queue = queue("x-max-priority", 3);
        for (int priority : new int[] {0, 2, 9, 2, 3}) {
            queue.offer(Messages.ofPriority(priority));
        }
        List<Long> positions = new ArrayList<>();
        Entry first = queue.take().orElseThrow();
        queue.requeue(first);
        for (Optional<Entry> next = queue.take(); next.isPresent(); next = queue.take()) {
            positions.add(next.get().position());
        }
        assertThat(positions).as("9 counts as 3").containsExactly(2L, 4L, 1L, 3L, 0L);
    }

    @Test
    void refusedMessagesAreDeadLetteredWithRejectPublishDlx() throws Exception {
        Queue queue = queue("x-max-length", 1, "x-overflow", "reject-publish-dlx", "x-dead-letter-exchange", "dlx");
        assertThat(queue.offer(Messages.ofSize(1))).isTrue();
        assertThat(queue.offer(Messages.ofSize(1))).isFalse();
        assertThat(dead).extracting(DeadLetter::reason).containsExactly(Reason.MAXLEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "-1", "1s", "4294967296", "99999999999999999999"})
    void whatIsNoTimeToLiveIsRefused(String text) {
        assertThatThrownBy(
                        () -> Expiration.check(Messages.expiring("", "q", text).properties()))
                .isInstanceOf(AmqpException.class)
                .hasMessageContaining("invalid expiration '" + text + "'");
    }
}
