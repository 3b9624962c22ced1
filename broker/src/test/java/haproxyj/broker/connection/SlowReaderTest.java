package haproxyj.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import haproxyj.broker.BrokerCounters.Kind;
import haproxyj.broker.BrokerFixture;
import haproxyj.broker.wire.Method;
import haproxyj.broker.wire.MethodSpec;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlowReaderTest {
    private static final int MESSAGES = 400;
    private static final int SIZE = 100_000;

    @Test
    void aConsumerThatDoesNotReadIsNotFloodedAndLosesNothing() throws Exception {
        try (BrokerFixture broker = new BrokerFixture(config -> config);
                Connection publisher = broker.connect();
                RawPeer peer = new RawPeer(broker.socket())) {
            Channel channel = publisher.createChannel();
            channel.queueDeclare("slow", false, false, false, null);
            channel.confirmSelect();
            for (int i = 0; i < MESSAGES; i++) {
                channel.basicPublish("", "slow", null, new byte[SIZE]);
            }
            channel.waitForConfirmsOrDie(10_000);

            peer.open(0);
            peer.send(1, Method.of(MethodSpec.CHANNEL_OPEN, ""));
            peer.send(1, Method.of(MethodSpec.BASIC_CONSUME, 0, "slow", "c", false, true, false, true, Map.of()));
            await().until(() -> broker.count(Kind.MESSAGES_DELIVERED) > 0);
            await().during(Duration.ofMillis(300)).until(() -> broker.count(Kind.MESSAGES_DELIVERED) < MESSAGES);
            assertThat(channel.queueDeclarePassive("slow").getMessageCount())
                    .as("what was not sent waits in the queue")
                    .isPositive();

            long octets = 0;
            byte[] piece = new byte[1 << 16];
            InputStream in = peer.socket().getInputStream();
            while (octets < (long) MESSAGES * SIZE) {
                int size = in.read(piece);
                assertThat(size).isPositive();
                octets += size;
            }
            assertThat(broker.count(Kind.MESSAGES_DELIVERED)).isEqualTo(MESSAGES);
        }
    }
}
