package haproxyj.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import haproxyj.broker.BrokerFixture;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Class basic as the RabbitMQ Java client sees it. */
class DeliveryTest {
    private static BrokerFixture broker;
    private Connection connection;
    private Channel channel;
    private final Queue<Delivery> received = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() {
        broker = new BrokerFixture(config -> config);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void connect() throws Exception {
        connection = broker.connect();
        channel = connection.createChannel();
    }

    @AfterEach
    void disconnect() {
        connection.abort();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void publish(String queue, String... bodies) throws Exception {
        for (String body : bodies) {
            channel.basicPublish("", queue, null, octets(body));
        }
    }

    private String consume(String queue, boolean autoAck) throws Exception {
        return channel.basicConsume(queue, autoAck, (tag, delivery) -> received.add(delivery), tag -> {});
    }

    private List<String> bodies() {
        return received.stream()
                .map(delivery -> new String(delivery.getBody(), StandardCharsets.UTF_8))
                .toList();
    }

    private static String body(GetResponse response) {
        return new String(response.getBody(), StandardCharsets.UTF_8);
    }

    @Test
    void deliversInOrderAndAcknowledges() throws Exception {
        String queue = channel.queueDeclare().getQueue();
        publish(queue, "a", "b", "c");
        consume(queue, false);
        await().until(() -> received.size() == 3);
        assertThat(bodies()).containsExactly("a", "b", "c");
        assertThat(received.stream().map(d -> d.getEnvelope().getDeliveryTag())).containsExactly(1L, 2L, 3L);
        channel.basicAck(3, true);
        assertThat(channel.queueDeclarePassive(queue).getMessageCount()).isZero();
    }

    @Test
    void keepsPropertiesAndHeadersAsTheyCame() throws Exception {
        String queue = channel.queueDeclare().getQueue();
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .contentType("text/plain")
                .headers(Map.of("number", 7L, "list", List.of(1, 2), "table", Map.of("x", true)))
                .deliveryMode(2)
                .priority(9)
                .correlationId("correlation")
                .expiration("60000")
                .userId("guest")
                .build();
        channel.basicPublish("", queue, properties, octets("m"));
        GetResponse response = channel.basicGet(queue, true);
        assertThat(response.getProps()).isEqualTo(properties);
        assertThat(response.getEnvelope().isRedeliver()).isFalse();
    }

    @Test
    void getsWithCountAndSaysWhenEmpty() throws Exception {
        String queue = channel.queueDeclare().getQueue();
        assertThat(channel.basicGet(queue, true)).isNull();
        publish(queue, "a", "b");
        GetResponse first = channel.basicGet(queue, false);
        assertThat(body(first)).isEqualTo("a");
        assertThat(first.getMessageCount()).isEqualTo(1);
        channel.basicReject(first.getEnvelope().getDeliveryTag(), true);
        GetResponse again = channel.basicGet(queue, true);
        assertThat(body(again)).isEqualTo("a");
        assertThat(again.getEnvelope().isRedeliver()).isTrue();
    }

    @Test
    void nackMultipleReturnsMessagesInTheirOrder() throws Exception {
        String queue = channel.queueDeclare().getQueue();
        publish(queue, "a", "b", "c");
        channel.basicGet(queue, false);
        long second = channel.basicGet(queue, false).getEnvelope().getDeliveryTag();
        channel.basicNack(second, true, true);
        assertThat(body(channel.basicGet(queue, true))).isEqualTo("a");
        assertThat(body(channel.basicGet(queue, true))).isEqualTo("b");
        GetResponse third = channel.basicGet(queue, false);
        channel.basicNack(third.getEnvelope().getDeliveryTag(), false, false);
        assertThat(channel.basicGet(queue, true)).isNull();
    }

    @Test
    void prefetchHoldsMessagesBackUntilAcknowledged() throws Exception {
        String queue = channel.queueDeclare().getQueue();
        channel.basicQos(2);
        consume(queue, false);
        publish(queue, "a", "b", "c", "d");
        await().until(() -> received.size() == 2);
        assertThat(channel.queueDeclarePassive(queue).getMessageCount()).isEqualTo(2);
        channel.basicAck(1, false);
        await().until(() -> received.size() == 3);
        channel.basicAck(0, true);
        await().until(() -> received.size() == 4);
    }

    @Test
    void channelPrefetchCountsAllConsumers() throws Exception {
        String first = channel.queueDeclare().getQueue();
        String second = channel.queueDeclare().getQueue();
        channel.basicQos(3, true);
        consume(first, false);
        consume(second, false);
        publish(first, "a", "b");
        publish(second, "c", "d");
        await().until(() -> received.size() == 3);
        assertThat(channel.queueDeclarePassive(second).getMessageCount()).isEqualTo(1);
        channel.basicQos(0, true);
        await().until(() -> received.size() == 4);
    }

    @Test
    void recoverDeliversAgain() throws Exception {
        String queue = channel.queueDeclare().getQueue();
        consume(queue, false);
        publish(queue, "a", "b");
        await().until(() -> received.size() == 2);
        channel.basicRecover(true);
        await().until(() -> received.size() == 4);
        assertThat(bodies()).containsExactly("a", "b", "a", "b");
        assertThat(received.stream().map(d -> d.getEnvelope().isRedeliver())).containsExactly(false, false, true, true);
    }

    @Test
    void unacknowledgedMessagesReturnWhenTheirChannelCloses() throws Exception {
        String queue = "returning";
        channel.queueDeclare(queue, false, false, true, null);
        publish(queue, "a", "b", "c");
        Channel other = connection.createChannel();
        other.basicGet(queue, false);
        other.basicGet(queue, false);
        other.close();
        assertThat(body(channel.basicGet(queue, true))).isEqualTo("a");
        assertThat(body(channel.basicGet(queue, true))).isEqualTo("b");
        channel.queueDelete(queue);
    }

    @Test
    void largeBodiesTravelInSeveralFrames() throws Exception {
        String queue = channel.queueDeclare().getQueue();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int size : new int[] {0, 1, 131_064, 131_065, 1_000_000, 5_000_000}) {
            byte[] body = new byte[size];
            random.nextBytes(body);
            channel.basicPublish("", queue, MessageProperties.BASIC, body);
            assertThat(channel.basicGet(queue, true).getBody())
                    .as("size %d, seed %d", size, seed)
                    .isEqualTo(body);
        }
    }

    @Test
    void cancelsBothWays() throws Exception {
        String queue = channel.queueDeclare("", false, true, false, null).getQueue();
        String tag = consume(queue, true);
        assertThat(tag).startsWith("amq.ctag-");
        channel.basicCancel(tag);
        publish(queue, "stays");
        assertThat(channel.queueDeclarePassive(queue).getMessageCount()).isEqualTo(1);

        AtomicReference<String> cancelled = new AtomicReference<>();
        channel.basicConsume(queue, false, "mine", new DefaultConsumer(channel) {
            @Override
            public void handleCancel(String consumerTag) {
                cancelled.set(consumerTag);
            }

            @Override
            public void handleDelivery(String c, Envelope e, AMQP.BasicProperties p, byte[] body) {
                received.add(new Delivery(e, p, body));
            }
        });
        await().until(() -> received.size() == 1);
        channel.queueDelete(queue);
        await().until(() -> "mine".equals(cancelled.get()));
        // The delivery's queue is gone: acknowledging it is harmless.
        channel.basicAck(received.element().getEnvelope().getDeliveryTag(), false);
        assertThat(channel.queueDeclare().getMessageCount()).isZero();
    }

    @Test
    void blindCopiesAreNotShown() throws Exception {
        String queue = channel.queueDeclare().getQueue();
        String copy = channel.queueDeclare().getQueue();
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .headers(Map.of("BCC", List.of(copy), "kept", "yes"))
                .build();
        channel.basicPublish("", queue, properties, octets("m"));
        assertThat(channel.basicGet(queue, true).getProps().getHeaders()).containsOnlyKeys("kept");
        assertThat(channel.basicGet(copy, true).getProps().getHeaders()).containsOnlyKeys("kept");
    }
}
