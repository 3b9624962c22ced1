package haproxyj.broker;

import static haproxyj.broker.VirtualHostFixture.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.broker.VirtualHost.QueueDeclaration;
import haproxyj.broker.VirtualHost.QueueStatus;
import haproxyj.broker.queue.TestConsumer;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VirtualHostQueueTest {
    private static final String NO_QUEUE = "no queue 'q' in vhost '/'";
    private static final String LOCKED = "cannot obtain exclusive access to locked queue 'q' in vhost '/'. It could be"
            + " originally declared on another connection or the exclusive property value does not match that of the"
            + " original declaration.";
    private final VirtualHostFixture f = new VirtualHostFixture();
    private final VirtualHost host = f.host;

    @Test
    void declaringAgainReportsWhatIsThere() throws AmqpException {
        assertThat(f.queue("q")).isEqualTo(new QueueStatus("q", 0, 0));
        f.publish("", "q");
        host.consume("q", new TestConsumer("c", 0, 0), false, f.me);
        assertThat(f.queue("q\r\n")).isEqualTo(new QueueStatus("q", 1, 1));
        assertThat(host.checkQueue("q", f.other)).isEqualTo(new QueueStatus("q", 1, 1));
    }

    @Test
    void serverNamesAreDistinctUrlSafeAndReserved() throws AmqpException {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            String name = f.queue("").name();
            assertThat(name).matches("amq\\.gen-[A-Za-z0-9_-]{22}");
            assertThat(names.add(name)).isTrue();
            assertThat(f.publish("", name)).isEqualTo(1);
        }
        assertRefused(
                () -> f.queue("amq.q"),
                ReplyCode.ACCESS_REFUSED,
                "queue name 'amq.q' contains reserved prefix 'amq.*'");
    }

    @Test
    void redeclarationMustBeEquivalent() throws AmqpException {
        f.queue("q", Map.of("x-max-length", 5, "own", "a"));
        f.queue("q", Map.of("x-max-length", 5L, "own", "b", "x-queue-type", "classic"));
        assertRefused(
                () -> host.declareQueue(new QueueDeclaration("q", true, false, false, Map.of()), f.me),
                ReplyCode.PRECONDITION_FAILED,
                "inequivalent arg 'durable' for queue 'q' in vhost '/': received 'true' but current is 'false'");
        assertRefused(
                () -> host.declareQueue(new QueueDeclaration("q", false, false, true, Map.of()), f.me),
                ReplyCode.PRECONDITION_FAILED,
                "inequivalent arg 'auto_delete' for queue 'q' in vhost '/': received 'true' but current is 'false'");
        assertRefused(
                () -> f.queue("q"),
                ReplyCode.PRECONDITION_FAILED,
                "inequivalent arg 'x-max-length' for queue 'q' in vhost '/': received none but current is the value"
                        + " '5' of type 'signedint'");
        assertRefused(
                () -> host.declareQueue(new QueueDeclaration("q", false, true, false, Map.of()), f.me),
                ReplyCode.RESOURCE_LOCKED,
                LOCKED);
    }

    @Test
    void argumentsWithoutEffectAreReportedOnce() throws AmqpException {
        f.queue("q", Map.of("x-dead-letter-strategy", "at-least-once"));
        f.queue("q", Map.of("x-dead-letter-strategy", "at-least-once"));
        assertThat(f.warnings).singleElement().asString().contains("queue 'q'", "x-dead-letter-strategy", "no effect");
    }

    @Test
    void quorumQueuesAreDurable() throws AmqpException {
        assertRefused(
                () -> f.queue("q", Map.of("x-queue-type", "quorum")),
                ReplyCode.PRECONDITION_FAILED,
                "invalid property 'non-durable' for queue 'q' in vhost '/'");
        host.declareQueue(new QueueDeclaration("q", true, false, false, Map.of("x-queue-type", "quorum")), f.me);
        assertThat(f.messages("q")).isZero();
    }

    @Test
    void missingOnesAreNamedAndDeletionIsIdempotent() throws AmqpException {
        assertRefused(() -> host.checkQueue("q", f.me), ReplyCode.NOT_FOUND, NO_QUEUE);
        assertRefused(() -> host.purgeQueue("q", f.me), ReplyCode.NOT_FOUND, NO_QUEUE);
        assertRefused(() -> host.get("q", f.me), ReplyCode.NOT_FOUND, NO_QUEUE);
        assertRefused(() -> host.consume("q", TestConsumer.greedy("c"), false, f.me), ReplyCode.NOT_FOUND, NO_QUEUE);
        assertRefused(() -> host.bindQueue("q", "amq.direct", "k", Map.of(), f.me), ReplyCode.NOT_FOUND, NO_QUEUE);
        assertThat(host.deleteQueue("q", true, true, f.me)).isZero();
    }

    @Test
    void anotherConnectionsExclusiveQueueIsLocked() throws AmqpException {
        f.exclusive("q", f.me);
        f.exclusive("q", f.me);
        assertRefused(() -> f.exclusive("q", f.other), ReplyCode.RESOURCE_LOCKED, LOCKED);
        assertRefused(() -> f.queue("q"), ReplyCode.RESOURCE_LOCKED, LOCKED);
        assertRefused(() -> host.checkQueue("q", f.other), ReplyCode.RESOURCE_LOCKED, LOCKED);
        assertRefused(() -> host.get("q", f.other), ReplyCode.RESOURCE_LOCKED, LOCKED);
        assertRefused(() -> host.purgeQueue("q", f.other), ReplyCode.RESOURCE_LOCKED, LOCKED);
        assertRefused(() -> host.deleteQueue("q", false, false, f.other), ReplyCode.RESOURCE_LOCKED, LOCKED);
        assertRefused(
                () -> host.bindQueue("q", "amq.direct", "k", Map.of(), f.other), ReplyCode.RESOURCE_LOCKED, LOCKED);
        assertRefused(
                () -> host.unbindQueue("q", "amq.direct", "k", Map.of(), f.other), ReplyCode.RESOURCE_LOCKED, LOCKED);
        assertRefused(
                () -> host.consume("q", TestConsumer.greedy("c"), false, f.other), ReplyCode.RESOURCE_LOCKED, LOCKED);
        assertThat(f.publish("", "q")).as("publishing is open to all").isEqualTo(1);
    }

    @Test
    void deletionHonoursItsFlags() throws AmqpException {
        f.queue("q");
        f.publish("", "q");
        TestConsumer consumer = new TestConsumer("c", 0, 0);
        host.consume("q", consumer, false, f.me);
        assertRefused(
                () -> host.deleteQueue("q", false, true, f.me),
                ReplyCode.PRECONDITION_FAILED,
                "queue 'q' in vhost '/' not empty");
        assertRefused(
                () -> host.deleteQueue("q", true, false, f.me),
                ReplyCode.PRECONDITION_FAILED,
                "queue 'q' in vhost '/' in use");
        assertThat(host.deleteQueue("q", false, false, f.me)).isEqualTo(1);
        assertThat(consumer.cancellations).isEqualTo(1);
    }

    @Test
    void exclusiveConsumersShareWithNobody() throws AmqpException {
        f.queue("q");
        TestConsumer first = TestConsumer.greedy("first");
        String text = "queue 'q' in vhost '/' in exclusive use";
        var queue = host.consume("q", first, true, f.me);
        assertRefused(() -> host.consume("q", TestConsumer.greedy("c"), false, f.me), ReplyCode.ACCESS_REFUSED, text);
        host.cancel(queue, first);
        host.consume("q", TestConsumer.greedy("c"), false, f.me);
        assertRefused(() -> host.consume("q", TestConsumer.greedy("d"), true, f.me), ReplyCode.ACCESS_REFUSED, text);
    }

    @Test
    void anAutoDeleteQueueGoesWithItsLastConsumer() throws AmqpException {
        host.declareQueue(new QueueDeclaration("q", false, false, true, Map.of()), f.me);
        TestConsumer one = TestConsumer.greedy("one");
        TestConsumer two = TestConsumer.greedy("two");
        var queue = host.consume("q", one, false, f.me);
        host.consume("q", two, false, f.me);
        host.cancel(queue, one);
        assertThat(host.checkQueue("q", f.me).consumers()).isEqualTo(1);
        host.cancel(queue, two);
        host.cancel(queue, two);
        assertRefused(() -> host.checkQueue("q", f.me), ReplyCode.NOT_FOUND, NO_QUEUE);
        assertThat(two.cancellations).as("who cancels is not told").isZero();
    }

    @Test
    void aConnectionTakesItsExclusiveQueuesAlong() throws AmqpException {
        f.exclusive("q", f.me);
        f.exclusive("mine", f.me);
        f.exclusive("theirs", f.other);
        f.queue("shared");
        host.deleteQueue("mine", false, false, f.me);
        host.bindQueue("q", "amq.fanout", "", Map.of(), f.me);
        host.connectionClosed(f.me);
        assertRefused(() -> host.checkQueue("q", f.me), ReplyCode.NOT_FOUND, NO_QUEUE);
        assertThat(f.publish("amq.fanout", "")).isZero();
        assertThat(host.checkQueue("theirs", f.other).name()).isEqualTo("theirs");
        assertThat(f.messages("shared")).isZero();
        host.connectionClosed(f.me);
    }
}
