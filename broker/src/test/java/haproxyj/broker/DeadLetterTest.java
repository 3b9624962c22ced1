package haproxyj.broker;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.broker.VirtualHost.QueueDeclaration;
import haproxyj.broker.queue.Entry;
import haproxyj.broker.queue.Message;
import haproxyj.broker.queue.Messages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
    private final VirtualHostFixture f = new VirtualHostFixture();

    private Entry get(String queue) throws AmqpException {
        f.host.pumpTouched();
        return f.host.get(queue, f.me).orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> deaths(Entry entry) {
        return (List<Map<String, Object>>)
                entry.message().properties().headers().getOrDefault("x-death", List.of());
    }

    private void reject(Entry entry) {
        entry.queue().reject(entry);
        f.host.pumpTouched();
    }

    @Test
    void aRejectedMessageGoesToTheDeadLetterExchangeAndTellsWhy() throws Exception {
        f.exchange("dlx", "direct");
        f.queue("work", Map.of("x-dead-letter-exchange", "dlx", "x-dead-letter-routing-key", "gone"));
        f.queue("morgue", Map.of());
        f.host.bindQueue("morgue", "dlx", "gone", Map.of(), f.me);
        f.host.onTime(5, 1_000);
        f.host.publish(Messages.to("", "work", Map.of("CC", List.of("nowhere"), "own", 1)), accepted -> {});
        reject(get("work"));
        Message dead = get("morgue").message();
        assertThat(dead.exchange()).isEqualTo("dlx");
        assertThat(dead.routingKey()).isEqualTo("gone");
        assertThat(dead.properties().headers())
                .containsEntry("own", 1)
                .containsEntry("x-first-death-queue", "work")
                .containsEntry("x-first-death-reason", "rejected")
                .containsEntry("x-first-death-exchange", "")
                .doesNotContainKey("CC");
        assertThat(dead.properties().headers().get("x-death"))
                .isEqualTo(List.of(Map.of(
                        "count",
                        1L,
                        "reason",
                        "rejected",
                        "queue",
                        "work",
                        "time",
                        java.time.Instant.ofEpochSecond(1_000),
                        "exchange",
                        "",
                        "routing-keys",
                        List.of("work", "nowhere"))));
    }

    @Test
    void anExpiredMessageLosesItsTimeToLiveAndRemembersIt() throws Exception {
        f.queue("work", Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", "morgue"));
        f.queue("morgue", Map.of());
        f.host.publish(Messages.expiring("", "work", "10"), accepted -> {});
        assertThat(f.host.nextTime()).isEqualTo(10);
        f.host.onTime(10, 0);
        Entry dead = get("morgue");
        assertThat(dead.message().properties().expiration()).isEmpty();
        assertThat(deaths(dead).get(0)).containsEntry("reason", "expired").containsEntry("original-expiration", "10");
    }

    @Test
    void deathsAreCountedByQueueAndReason() throws Exception {
        f.queue("work", Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", "work"));
        f.publish("", "work");
        for (int i = 0; i < 3; i++) {
            reject(get("work"));
        }
        assertThat(deaths(get("work")))
                .singleElement()
                .satisfies(death -> assertThat(death).containsEntry("count", 3L));
    }

    @Test
    void entriesOfOldBrokersAreMerged() throws Exception {
        f.queue("work", Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", "morgue"));
        f.queue("morgue", Map.of());
        Map<String, Object> old = Map.of("queue", "elsewhere", "reason", "expired");
        f.host.publish(Messages.to("", "work", Map.of("x-death", List.of(old, old))), accepted -> {});
        reject(get("work"));
        assertThat(deaths(get("morgue")))
                .extracting(death -> death.get("queue") + " " + death.get("count"))
                .containsExactly("work 1", "elsewhere 2");
    }

    @Test
    void aCircleWithoutARejectionEnds() throws Exception {
        f.queue("a", Map.of("x-message-ttl", 5, "x-dead-letter-exchange", "", "x-dead-letter-routing-key", "b"));
        f.queue("b", Map.of("x-message-ttl", 5, "x-dead-letter-exchange", "", "x-dead-letter-routing-key", "a"));
        f.publish("", "a");
        f.host.onTime(5, 0);
        f.host.pumpTouched();
        assertThat(f.messages("b")).isEqualTo(1);
        f.host.onTime(10, 0);
        f.host.pumpTouched();
        assertThat(f.messages("a")).as("it has died there before").isZero();
        assertThat(f.host.gauges().ready()).isZero();
    }

    @Test
    void aRejectionOnTheWayMakesTheCircleGoOn() throws Exception {
        f.queue("a", Map.of("x-message-ttl", 5, "x-dead-letter-exchange", "", "x-dead-letter-routing-key", "b"));
        f.queue("b", Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", "a"));
        f.publish("", "a");
        f.host.onTime(5, 0);
        reject(get("b"));
        assertThat(f.messages("a")).isEqualTo(1);
    }

    @Test
    void anOverfullQueueGivesItsOldest() throws Exception {
        f.queue("work", Map.of("x-max-length", 1, "x-dead-letter-exchange", "", "x-dead-letter-routing-key", "spill"));
        f.queue("spill", Map.of());
        f.host.publish(Messages.to("", "work", Map.of("n", 1)), accepted -> {});
        f.host.publish(Messages.to("", "work", Map.of("n", 2)), accepted -> {});
        Entry spilled = get("spill");
        assertThat(spilled.message().properties().headers()).containsEntry("n", 1);
        assertThat(deaths(spilled).get(0)).containsEntry("reason", "maxlen");
    }

    @Test
    void withoutItsExchangeADeadMessageIsDropped() throws Exception {
        f.queue("work", Map.of("x-dead-letter-exchange", "missing"));
        f.publish("", "work");
        reject(get("work"));
        assertThat(f.host.gauges().ready()).isZero();
    }

    @Test
    void anUnusedQueueGoes() throws Exception {
        f.host.declareQueue(new QueueDeclaration("idle", false, false, false, Map.of("x-expires", 100)), f.me);
        f.host.onTime(60, 0);
        f.host.declareQueue(new QueueDeclaration("idle", false, false, false, Map.of("x-expires", 100)), f.me);
        f.host.onTime(159, 0);
        assertThat(f.host.gauges().queues()).isEqualTo(1);
        f.host.onTime(160, 0);
        assertThat(f.host.gauges().queues()).isZero();
        assertThat(f.host.nextTime()).isEqualTo(Long.MAX_VALUE);
    }
}
