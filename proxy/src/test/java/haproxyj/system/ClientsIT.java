package haproxyj.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Clients of other projects, unchanged, through the proxy of the warren sample. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientsIT {

    private final Map<Integer, Integer> moved = Ports.moved();

    @TempDir
    Path folder;

    private HaproxyJ warren;
    private int port;

    @BeforeAll
    void start(@TempDir Path config) {
        warren = HaproxyJ.ready(Ports.sample("warren.yml", config, moved));
        port = moved.get(5672);
    }

    @AfterAll
    void stop() {
        warren.close();
    }

    @Test
    void amqpToolsPublishAndGet() {
        Peers.require("amqp-tools", "amqp-publish", "--help");
        String server = "--server=127.0.0.1";
        String at = "--port=" + port;
        Peers.run(List.of("amqp-declare-queue", server, at, "-q", "tools")).ok();
        Peers.run(List.of("amqp-publish", server, at, "-r", "tools", "-p", "-b", "from the shell"))
                .ok();
        assertThat(Peers.run(List.of("amqp-get", server, at, "-q", "tools"))
                        .ok()
                        .output())
                .isEqualTo("from the shell");
        assertThat(Peers.run(List.of("amqp-get", server, at, "-q", "tools")).exit())
                .as("empty queue")
                .isEqualTo(2);
        Peers.run(List.of("amqp-delete-queue", server, at, "-q", "tools")).ok();
    }

    @Test
    void pikaConfirmsAndConsumes() throws Exception {
        Peers.require("python3-pika", "/usr/bin/python3", "-c", "import pika");
        Path script = Files.writeString(folder.resolve("client.py"), """
                import pika, sys
                connection = pika.BlockingConnection(pika.ConnectionParameters('127.0.0.1', int(sys.argv[1])))
                channel = connection.channel()
                channel.confirm_delivery()
                queue = channel.queue_declare('', exclusive=True).method.queue
                channel.exchange_declare('logs', 'topic', auto_delete=True)
                channel.queue_bind(queue, 'logs', 'a.*')
                for i in range(100):
                    channel.basic_publish('logs', 'a.%d' % i, b'm%d' % i, pika.BasicProperties(delivery_mode=2), mandatory=True)
                try:
                    channel.basic_publish('logs', 'b', b'nobody', mandatory=True)
                    sys.exit('an unroutable mandatory message was not returned')
                except pika.exceptions.UnroutableError:
                    pass
                got = []
                for method, properties, body in channel.consume(queue, inactivity_timeout=5):
                    if method is None:
                        sys.exit('only %d messages' % len(got))
                    got.append(body)
                    channel.basic_ack(method.delivery_tag)
                    if len(got) == 100:
                        break
                assert got == [b'm%d' % i for i in range(100)], got
                connection.close()
                print('pika ok')
                """);
        assertThat(Peers.run(List.of("/usr/bin/python3", script.toString(), Integer.toString(port)))
                        .ok()
                        .output())
                .contains("pika ok");
    }

    @Test
    void javaClientConfirms() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            assertThat(connection.getServerProperties().get("cluster_name").toString())
                    .as("the primary serves")
                    .isEqualTo("rb1");
            channel.queueDeclare("orders", true, false, false, Map.of());
            channel.confirmSelect();
            for (int i = 0; i < 1000; i++) {
                channel.basicPublish(
                        "",
                        "orders",
                        MessageProperties.PERSISTENT_BASIC,
                        ("order " + i).getBytes(StandardCharsets.UTF_8));
            }
            channel.waitForConfirmsOrDie(10_000);
            assertThat(channel.messageCount("orders")).isEqualTo(1000);
            GetResponse first = channel.basicGet("orders", true);
            assertThat(first.getBody()).asString().isEqualTo("order 0");
            channel.queueDelete("orders");
        }
        assertThat(warren.awaitAccessLine("rabbit_cluster/rb1")).contains(" -- ");
    }
}
