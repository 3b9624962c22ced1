package haproxyj.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import haproxyj.broker.BrokerConfig;
import haproxyj.broker.BrokerCounters;
import haproxyj.broker.BrokerFixture;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Confirms, returns, transactions and limits of publishers. */
class PublishTest {
    private static final long MAX_SIZE = 200_000;

    private static BrokerFixture broker;
    private Connection connection;
    private Channel channel;
    private final ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() {
        broker = new BrokerFixture(PublishTest::smallMessages);
    }

    private static BrokerConfig smallMessages(BrokerConfig c) {
        return new BrokerConfig(
                c.name(),
                c.binds(),
                c.clusterName(),
                c.version(),
                c.users(),
                c.virtualHosts(),
                c.loopbackUsers(),
                c.heartbeat(),
                c.frameMax(),
                c.channelMax(),
                c.handshakeTimeout(),
                c.maxConnections(),
                MAX_SIZE,
                c.memoryHighWatermark(),
                c.data());
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

    private void publish(String queue, String body) throws Exception {
        channel.basicPublish("", queue, true, null, body.getBytes(StandardCharsets.UTF_8));
    }

    private String next(String queue) throws Exception {
        GetResponse response = channel.basicGet(queue, true);
        return response == null ? "" : new String(response.getBody(), StandardCharsets.UTF_8);
    }

    @Test
    void confirmsEveryMessage() throws Exception {
        String queue = channel.queueDeclare().getQueue();
        channel.confirmSelect();
        for (int i = 0; i < 1_000; i++) {
            publish(queue, "m" + i);
        }
        channel.waitForConfirmsOrDie(10_000);
        assertThat(channel.queueDeclarePassive(queue).getMessageCount()).isEqualTo(1_000);
    }

    @Test
    void returnsComeBeforeTheirConfirm() throws Exception {
        channel.addReturnListener(returned -> events.add(returned.getReplyCode() + " " + returned.getReplyText() + " "
                + new String(returned.getBody(), StandardCharsets.UTF_8)));
        channel.addConfirmListener((tag, multiple) -> events.add("ack " + tag), (tag, multiple) -> events.add("nack"));
        channel.confirmSelect();
        publish("nowhere", "lost");
        await().until(() -> events.size() == 2);
        assertThat(events).containsExactly("312 NO_ROUTE lost", "ack 1");
    }

    @Test
    void refusedMessagesAreNacked() throws Exception {
        String queue = channel.queueDeclare(
                        "", false, true, false, Map.of("x-max-length", 1, "x-overflow", "reject-publish"))
                .getQueue();
        channel.confirmSelect();
        publish(queue, "kept");
        publish(queue, "refused");
        assertThat(channel.waitForConfirms(10_000)).isFalse();
        assertThat(next(queue)).isEqualTo("kept");
        assertThat(next(queue)).isEmpty();
    }

    @Test
    void bodiesUpToTheLimitPassAndLargerOnesCloseTheChannel() throws Exception {
        String queue = "limits";
        channel.queueDeclare(queue, false, false, true, null);
        channel.basicPublish("", queue, null, new byte[(int) MAX_SIZE]);
        channel.basicPublish("", queue, null, new byte[(int) MAX_SIZE + 1]);
        await().until(() -> channel.getCloseReason() != null);
        assertThat(channel.getCloseReason())
                .hasMessageContaining("message size 200001 is larger than configured max size 200000")
                .hasMessageContaining("406");
        channel = connection.createChannel();
        assertThat(channel.queueDeclarePassive(queue).getMessageCount()).isEqualTo(1);
        channel.queueDelete(queue);
    }

    @Test
    void transactionsTakeEffectAtCommit() throws Exception {
        String queue = channel.queueDeclare().getQueue();
        channel.txSelect();
        publish(queue, "a");
        assertThat(next(queue)).isEmpty();
        channel.txCommit();
        publish(queue, "b");
        channel.txRollback();
        GetResponse response = channel.basicGet(queue, false);
        assertThat(response.getBody()).containsExactly('a');
        channel.basicAck(response.getEnvelope().getDeliveryTag(), false);
        channel.txRollback();
        channel.basicNack(response.getEnvelope().getDeliveryTag(), false, true);
        channel.txCommit();
        assertThat(next(queue)).as("acknowledged after rollback only").isEqualTo("a");
        assertThat(next(queue)).isEmpty();
    }

    @Test
    void anOpenTransactionGivesItsMessagesBackWhenTheChannelCloses() throws Exception {
        String queue = "transacted";
        channel.queueDeclare(queue, false, false, false, null);
        publish(queue, "a");
        Channel other = connection.createChannel();
        other.txSelect();
        other.basicAck(other.basicGet(queue, false).getEnvelope().getDeliveryTag(), false);
        other.close();
        assertThat(next(queue)).isEqualTo("a");
        channel.queueDelete(queue);
    }

    @Test
    void countersTellWhatHappened() throws Exception {
        String queue = channel.queueDeclare().getQueue();
        List<Long> before = counts();
        publish(queue, "a");
        publish("nowhere", "b");
        channel.basicAck(channel.basicGet(queue, false).getEnvelope().getDeliveryTag(), false);
        channel.queueDeclarePassive(queue);
        List<Long> after = counts();
        assertThat(after.get(0) - before.get(0)).isEqualTo(2);
        assertThat(after.get(1) - before.get(1)).isEqualTo(1);
        assertThat(after.get(2) - before.get(2)).isEqualTo(1);
        assertThat(after.get(3) - before.get(3)).isEqualTo(1);
    }

    private static List<Long> counts() {
        return List.of(
                broker.count(BrokerCounters.Kind.MESSAGES_PUBLISHED),
                broker.count(BrokerCounters.Kind.MESSAGES_RETURNED),
                broker.count(BrokerCounters.Kind.MESSAGES_DELIVERED),
                broker.count(BrokerCounters.Kind.MESSAGES_ACKED));
    }

    @Test
    void aClosedConnectionTellsItsClient() throws Exception {
        BrokerFixture stopping = new BrokerFixture(config -> config);
        Connection client = stopping.connect();
        stopping.close();
        ShutdownSignalException reason = client.getCloseReason();
        assertThat(reason).hasMessageContaining("320").hasMessageContaining("CONNECTION_FORCED - broker forced");
    }
}
