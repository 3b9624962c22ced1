package haproxyj.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import haproxyj.broker.BrokerConfig;
import haproxyj.broker.BrokerCounters.Kind;
import haproxyj.broker.BrokerFixture;
import haproxyj.broker.MemoryWatermark;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockedPublisherTest {
    private static final long WATERMARK = 8_000_000;

    private final ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();
    private final AtomicLong confirmed = new AtomicLong();
    private final List<Integer> received = Collections.synchronizedList(new ArrayList<>());

    private static BrokerConfig lowWatermark(BrokerConfig c) {
        return new BrokerConfig(
                c.name(),
                c.binds(),
                c.clusterName(),
                c.version(),
                c.users(),
                c.virtualHosts(),
                c.loopbackUsers(),
                Duration.ofSeconds(1),
                c.frameMax(),
                c.channelMax(),
                c.handshakeTimeout(),
                c.maxConnections(),
                c.maxMessageSize(),
                MemoryWatermark.absolute(WATERMARK),
                c.data());
    }

    private void flood(Channel channel, int messages, int size) {
        try {
            for (int i = 0; i < messages; i++) {
                byte[] body = ByteBuffer.allocate(size).putInt(0, i).array();
                channel.basicPublish("", "flood", null, body);
            }
        } catch (Exception e) {
            events.add("publisher failed: " + e);
        }
    }

    private void drain(Connection consumer) throws Exception {
        Channel channel = consumer.createChannel();
        channel.basicQos(20);
        channel.basicConsume("flood", false, new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(
                    String tag, Envelope envelope, com.rabbitmq.client.AMQP.BasicProperties properties, byte[] body)
                    throws java.io.IOException {
                received.add(ByteBuffer.wrap(body).getInt());
                channel.basicAck(envelope.getDeliveryTag(), false);
            }
        });
    }

    private static long memory(BrokerFixture broker) {
        return broker.broker().gauges().toCompletableFuture().join().memory();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 1_000_000})
    void aFloodIsHeldBackUntilConsumersHaveDrainedTheQueue(int size) throws Exception {
        int messages = (int) (5 * WATERMARK / size);
        try (BrokerFixture broker = new BrokerFixture(BlockedPublisherTest::lowWatermark);
                Connection publisher = broker.connect();
                Connection consumer = broker.connect()) {
            publisher.addBlockedListener(reason -> events.add("blocked: " + reason), () -> events.add("unblocked"));
            Channel channel = publisher.createChannel();
            channel.queueDeclare("flood", false, false, false, null);
            channel.confirmSelect();
            channel.addConfirmListener(
                    (tag, multiple) -> confirmed.accumulateAndGet(tag, Math::max),
                    (tag, multiple) -> events.add("nack"));
            CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> flood(channel, messages, size));

            await().until(() -> events.contains("blocked: low on memory"));
            await().during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> memory(broker) < WATERMARK + 4_000_000);
            assertThat(publisher.isOpen())
                    .as("nobody judges heartbeats that are not read")
                    .isTrue();
            assertThat(broker.count(Kind.MESSAGES_PUBLISHED)).isLessThan(messages);
            assertThat(consumer.createChannel().queueDeclarePassive("flood").getMessageCount())
                    .as("who only consumes is served")
                    .isPositive();

            drain(consumer);
            await().atMost(Duration.ofSeconds(30)).until(() -> received.size() >= messages);
            flood.join();
            await().until(() -> confirmed.get() == messages);
            assertThat(received).isEqualTo(IntStream.range(0, messages).boxed().toList());
            await().until(() -> memory(broker) == 0);
            assertThat(events).contains("unblocked").doesNotContain("nack").noneMatch(e -> e.startsWith("publisher"));
            assertThat(broker.count(Kind.CONNECTIONS_BLOCKED)).isPositive();
        }
    }
}
