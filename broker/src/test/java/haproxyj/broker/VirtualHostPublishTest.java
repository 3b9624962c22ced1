package haproxyj.broker;

import static haproxyj.broker.VirtualHostFixture.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.broker.queue.Entry;
import haproxyj.broker.queue.Messages;
import haproxyj.broker.queue.TestConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VirtualHostPublishTest {
    private final VirtualHostFixture f = new VirtualHostFixture();
    private final VirtualHost host = f.host;

    @Test
    void theDefaultExchangeReachesQueuesByName() throws AmqpException {
        f.queue("q");
        assertThat(f.publish("", "q")).isEqualTo(1);
        assertThat(f.publish("", "r")).isZero();
        Entry entry = host.get("q", f.me).orElseThrow();
        assertThat(entry.message().routingKey()).isEqualTo("q");
        assertThat(entry.redelivered()).isFalse();
        assertThat(host.get("q", f.me)).isEmpty();
        entry.queue().requeue(entry);
        assertThat(host.get("q", f.me).orElseThrow().redelivered()).isTrue();
    }

    @Test
    void deliveryWaitsForThePump() throws AmqpException {
        f.queue("q");
        TestConsumer consumer = TestConsumer.greedy("c");
        f.publish("", "q");
        host.consume("q", consumer, false, f.me);
        assertThat(consumer.delivered).isEmpty();
        host.pumpTouched();
        assertThat(consumer.delivered).hasSize(1);
        f.publish("", "q");
        host.pumpTouched();
        host.pumpTouched();
        assertThat(consumer.delivered).hasSize(2);
    }

    @Test
    void receiptsAreSettledAtOnceAndSayWhetherAllAccepted() throws AmqpException {
        f.queue("open");
        f.queue("full", Map.of("x-max-length", 1, "x-overflow", "reject-publish"));
        host.bindQueue("open", "amq.fanout", "", Map.of(), f.me);
        host.bindQueue("full", "amq.fanout", "", Map.of(), f.me);
        List<Boolean> receipts = new ArrayList<>();
        assertThat(host.publish(Messages.to("amq.fanout", ""), receipts::add)).isEqualTo(2);
        assertThat(host.publish(Messages.to("amq.fanout", ""), receipts::add)).isEqualTo(2);
        assertThat(host.publish(Messages.to("amq.direct", "nowhere"), receipts::add))
                .isZero();
        assertThat(receipts).containsExactly(true, false, true);
        assertThat(f.messages("open")).isEqualTo(2);
        assertThat(f.messages("full")).isEqualTo(1);
        assertThat(host.purgeQueue("open", f.me)).isEqualTo(2);
        assertThat(f.messages("open")).isZero();
    }

    @Test
    void carbonCopiesAreFurtherRoutingKeys() throws AmqpException {
        for (String name : List.of("a", "b", "c", "d")) {
            f.queue(name);
        }
        Map<String, Object> headers = Map.of("CC", List.of("b", "a", "none", 5), "BCC", List.of("c"));
        assertThat(host.publish(Messages.to("", "a", headers), accepted -> {})).isEqualTo(3);
        host.bindQueue("d", "amq.direct", "k", Map.of(), f.me);
        assertThat(host.publish(Messages.to("amq.direct", "x", Map.of("BCC", List.of("k"))), accepted -> {}))
                .isEqualTo(1);
        assertRefused(
                () -> host.publish(Messages.to("", "a", Map.of("CC", "b")), accepted -> {}),
                ReplyCode.PRECONDITION_FAILED,
                "unacceptable type in header 'CC', expected an array of routing keys");
        assertThat(f.messages("a")).isEqualTo(1);
    }

    @Test
    void theNextConsumerIsServedAfterACancel() throws AmqpException {
        f.queue("q", Map.of("x-single-active-consumer", true));
        TestConsumer first = new TestConsumer("first", 0, 1);
        TestConsumer second = TestConsumer.greedy("second");
        var queue = host.consume("q", first, false, f.me);
        host.consume("q", second, false, f.me);
        f.publish("", "q");
        f.publish("", "q");
        host.pumpTouched();
        assertThat(second.delivered).isEmpty();
        host.cancel(queue, first);
        queue.requeue(first.delivered);
        host.pumpTouched();
        assertThat(second.delivered).extracting(Entry::redelivered).containsExactly(true, false);
    }
}
