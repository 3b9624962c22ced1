package haproxyj.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.GetResponse;
import haproxyj.broker.BrokerFixture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DirectReplyTest {
    private static final String REPLY_TO = "amq.rabbitmq.reply-to";
    private static final AMQP.BasicProperties ASKING = new AMQP.BasicProperties.Builder()
            .replyTo(REPLY_TO)
            .correlationId("1")
            .build();

    private static BrokerFixture broker;

    @BeforeAll
    static void start() {
        broker = new BrokerFixture(config -> config);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void anAnswerReachesTheAskingChannelWithoutAQueue() throws Exception {
        try (Connection asking = broker.connect();
                Connection answering = broker.connect()) {
            Channel server = answering.createChannel();
            server.queueDeclare("questions", false, false, true, null);
            Channel client = asking.createChannel();
            assertThat(client.queueDeclarePassive(REPLY_TO).getConsumerCount()).isEqualTo(1);
            ConcurrentLinkedQueue<Delivery> answers = new ConcurrentLinkedQueue<>();
            String tag = client.basicConsume(REPLY_TO, true, (t, delivery) -> answers.add(delivery), t -> {});
            client.basicPublish("", "questions", ASKING, new byte[] {1});
            await().until(() -> server.messageCount("questions") == 1);
            GetResponse question = server.basicGet("questions", true);
            String address = question.getProps().getReplyTo();
            assertThat(address).startsWith(REPLY_TO + ".");
            assertThat(question.getProps().getCorrelationId()).isEqualTo("1");
            server.basicPublish("", address, null, new byte[] {2});
            await().until(() -> answers.size() == 1);
            assertThat(answers.element().getBody()).containsExactly(2);

            client.basicCancel(tag);
            ConcurrentLinkedQueue<Integer> returned = new ConcurrentLinkedQueue<>();
            server.addReturnListener(back -> returned.add(back.getReplyCode()));
            server.basicPublish("", address, true, null, new byte[] {3});
            await().until(() -> returned.contains(312));
            server.queueDelete("questions");
        }
    }

    @Test
    void repliesCannotBeAcknowledgedNorAskedForWithoutConsumer() throws Exception {
        try (Connection connection = broker.connect()) {
            Channel acknowledging = connection.createChannel();
            assertThatThrownBy(() -> acknowledging.basicConsume(REPLY_TO, false, (t, d) -> {}, t -> {}))
                    .hasStackTraceContaining("reply consumer cannot acknowledge");
            Channel deaf = connection.createChannel();
            deaf.basicPublish("", "questions", ASKING, new byte[] {1});
            await().until(() -> deaf.getCloseReason() != null);
            assertThat(deaf.getCloseReason()).hasMessageContaining("fast reply consumer does not exist");
        }
    }
}
