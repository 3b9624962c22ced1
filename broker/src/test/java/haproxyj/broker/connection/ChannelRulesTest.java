package haproxyj.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.ShutdownSignalException;
import haproxyj.broker.BrokerFixture;
import haproxyj.broker.ReplyCode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What closes a channel, what closes the connection, and what does not. */
class ChannelRulesTest {
    private static BrokerFixture broker;
    private Connection connection;
    private Channel channel;

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

    private interface Call {
        void run() throws Exception;
    }

    /** Runs a call and returns how channel or connection ended. */
    private ShutdownSignalException ended(Call call) throws Exception {
        try {
            call.run();
        } catch (IOException | AlreadyClosedException expected) {
            // the reason is read from the channel
        }
        await().until(() -> channel.getCloseReason() != null);
        return channel.getCloseReason();
    }

    private void closesChannel(int code, String text, Call call) throws Exception {
        long before = broker.broker().counters().protocolErrors();
        ShutdownSignalException reason = ended(call);
        if (!(reason.getReason() instanceof AMQP.Channel.Close close)) {
            fail("not a channel error: " + reason);
            return;
        }
        assertThat(close.getReplyCode()).isEqualTo(code);
        assertThat(close.getReplyText()).contains(text);
        assertThat(broker.broker().counters().protocolErrors()).isEqualTo(before + 1);
        assertThat(connection.isOpen()).isTrue();
        channel = connection.createChannel();
    }

    private void closesConnection(int code, String text, Call call) throws Exception {
        Method reason = ended(call).getReason();
        if (!(reason instanceof AMQP.Connection.Close close)) {
            fail("not a connection error: " + reason);
            return;
        }
        assertThat(close.getReplyCode()).isEqualTo(code);
        assertThat(close.getReplyText()).contains(text);
        connection = broker.connect();
        channel = connection.createChannel();
    }

    @Test
    void channelErrors() throws Exception {
        closesChannel(404, "NOT_FOUND - no queue 'none'", () -> channel.queueDeclarePassive("none"));
        closesChannel(404, "no exchange 'none'", () -> channel.basicPublish("none", "k", null, new byte[1]));
        closesChannel(404, "no previously declared queue", () -> channel.basicGet("", true));
        closesChannel(406, "unknown delivery tag 7", () -> channel.basicAck(7, false));
        closesChannel(406, "unknown delivery tag 7", () -> channel.basicNack(7, true, true));
        closesChannel(406, "unknown delivery tag 0", () -> channel.basicReject(0, true));
        closesChannel(403, "ACCESS_REFUSED", () -> channel.queueDeclare("amq.mine", false, false, false, null));
        closesChannel(406, "channel is not transactional", () -> channel.txCommit());
        closesChannel(406, "cannot switch from confirm to tx mode", () -> {
            channel.confirmSelect();
            channel.txSelect();
        });
        closesChannel(
                406,
                "user_id property set to 'root'",
                () -> channel.basicPublish(
                        "",
                        "q",
                        new AMQP.BasicProperties.Builder().userId("root").build(),
                        new byte[0]));
        closesChannel(
                406,
                "x-priority",
                () -> channel.basicConsume(
                        channel.queueDeclare().getQueue(),
                        false,
                        Map.of("x-priority", "high"),
                        (tag, delivery) -> {},
                        tag -> {}));
    }

    @Test
    void connectionErrors() throws Exception {
        closesConnection(540, "immediate=true", () -> channel.basicPublish("", "q", false, true, null, new byte[1]));
        closesConnection(540, "prefetch_size!=0 (1)", () -> channel.basicQos(1, 0, false));
        closesConnection(
                540,
                "active=false",
                () -> channel.rpc(new AMQP.Channel.Flow.Builder().active(false).build()));
        closesConnection(540, "requeue=false", () -> channel.basicRecover(false));
        closesConnection(530, "attempt to reuse consumer tag 'same'", () -> {
            String queue = channel.queueDeclare().getQueue();
            channel.basicConsume(queue, false, "same", (tag, delivery) -> {}, tag -> {});
            channel.basicConsume(queue, false, "same", (tag, delivery) -> {}, tag -> {});
        });
        closesConnection(503, "basic.qos-ok", () -> channel.asyncRpc(new AMQP.Basic.QosOk.Builder().build()));
    }

    @Test
    void exclusiveQueuesBelongToTheirConnection() throws Exception {
        String queue = channel.queueDeclare().getQueue();
        try (Connection other = broker.connect()) {
            Channel foreign = other.createChannel();
            try {
                foreign.queueDeclarePassive(queue);
                fail("declared a foreign exclusive queue");
            } catch (IOException e) {
                assertThat(e.getCause()).hasMessageContaining("RESOURCE_LOCKED");
            }
        }
        connection.close();
        connection = broker.connect();
        channel = connection.createChannel();
        closesChannel(404, "NOT_FOUND", () -> channel.queueDeclarePassive(queue));
    }

    @Test
    void autoDeleteQueuesGoWithTheirLastConsumer() throws Exception {
        channel.queueDeclare("fleeting", false, false, true, null);
        String tag = channel.basicConsume("fleeting", true, (t, delivery) -> {}, t -> {});
        assertThat(channel.queueDeclarePassive("fleeting").getConsumerCount()).isEqualTo(1);
        channel.basicCancel(tag);
        closesChannel(404, "no queue 'fleeting'", () -> channel.queueDeclarePassive("fleeting"));
    }

    @Test
    void emptyNamesStandForTheLastQueue() throws Exception {
        String queue = channel.queueDeclare().getQueue();
        channel.queueBind("", "amq.direct", "");
        channel.basicPublish("amq.direct", queue, null, new byte[] {1});
        assertThat(channel.basicGet("", true).getBody()).containsExactly(1);
        channel.queueUnbind("", "amq.direct", "");
        channel.basicPublish("amq.direct", queue, null, new byte[] {1});
        assertThat(channel.basicGet("", true)).isNull();
    }

    @Test
    void nowaitIsNotAnswered() throws Exception {
        channel.exchangeDeclareNoWait("quiet", "fanout", false, true, false, null);
        channel.queueDeclareNoWait("quiet\r\n", false, true, false, null);
        channel.queueBindNoWait("quiet", "quiet", "", null);
        channel.basicPublish("quiet", "", null, new byte[] {1});
        assertThat(channel.basicGet("quiet", true).getBody()).containsExactly(1);
        channel.queueDeleteNoWait("quiet", false, false);
        closesChannel(404, "no queue 'quiet'", () -> channel.queueDeclarePassive("quiet"));
    }

    @Test
    void flowAndAccessAreTolerated() throws Exception {
        AMQP.Channel.FlowOk answer = (AMQP.Channel.FlowOk)
                channel.rpc(new AMQP.Channel.Flow.Builder().active(true).build())
                        .getMethod();
        assertThat(answer.getActive()).isTrue();
        channel.basicRecover();
        assertThat(broker.broker().counters().protocolErrors(ReplyCode.INTERNAL_ERROR))
                .isZero();
    }
}
