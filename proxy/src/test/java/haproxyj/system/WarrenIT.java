package haproxyj.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job in three processes: clients stay served when the primary broker dies or freezes. */
class WarrenIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private int front;
    private HaproxyJ proxy;
    private HaproxyJ rb1;
    private HaproxyJ rb2;
    private Path rb1Config;

    @BeforeEach
    void start() throws Exception {
        front = Ports.free();
        int first = Ports.free();
        int second = Ports.free();
        rb1Config = broker("rb1", first);
        rb1 = HaproxyJ.ready(rb1Config);
        rb2 = HaproxyJ.ready(broker("rb2", second));
        proxy = HaproxyJ.ready(Files.writeString(folder.resolve("proxy.yml"), """
                defaults:
                  timeout: {connect: 500ms, client: 1h, server: 1h, check: 2s}
                listen:
                  rabbit_cluster:
                    bind: 127.0.0.1:%d
                    balance: roundrobin
                    option: [amqp-check]
                    default-server: {check: true, inter: 500ms, rise: 2, fall: 3, on-marked-down: shutdown-sessions}
                    server:
                      rb1: {address: "127.0.0.1:%d"}
                      rb2: {address: "127.0.0.1:%d", backup: true}
                """.formatted(front, first, second)));
        // A cold first check may be too slow on a busy machine; the test begins when the primary serves.
        Awaitility.await("rb1 serves")
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> {
                    try (Connection probe = plainFactory().newConnection()) {
                        return servedBy(probe).equals("rb1");
                    }
                });
    }

    private Path broker(String name, int port) throws Exception {
        return Files.writeString(
                folder.resolve(name + ".yml"), "broker:\n  %s: {bind: \"127.0.0.1:%d\"}\n".formatted(name, port));
    }

    @AfterEach
    void stop() {
        for (HaproxyJ process : new HaproxyJ[] {proxy, rb1, rb2}) {
            process.close();
        }
    }

    @Test
    void killedPrimary() throws Exception {
        try (Connection connection = client();
                Channel channel = connection.createChannel()) {
            assertThat(servedBy(connection)).isEqualTo("rb1");
            publishConfirmed(channel);

            AtomicBoolean probing = new AtomicBoolean(true);
            AtomicInteger served = new AtomicInteger();
            AtomicReference<Throwable> refused = new AtomicReference<>();
            Thread prober = new Thread(() -> {
                while (probing.get()) {
                    try (Connection probe = plainFactory().newConnection()) {
                        served.incrementAndGet();
                    } catch (Exception e) {
                        refused.compareAndSet(null, e);
                    }
                }
            });
            rb1.signal("KILL");
            rb1.awaitExit();
            prober.start();

            Awaitility.await("the same client publishes with confirms on rb2")
                    .atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> {
                        publishConfirmed(channel);
                        return servedBy(connection).equals("rb2");
                    });
            proxy.awaitLog("rabbit_cluster/rb1 is DOWN", SOON);
            probing.set(false);
            prober.join();
            assertThat(served).hasPositiveValue();
            assertThat(refused.get()).as("no connect through the proxy fails").isNull();
        }

        rb1 = HaproxyJ.ready(rb1Config);
        proxy.awaitLog("rabbit_cluster/rb1 is UP", SOON);
        try (Connection connection = plainFactory().newConnection()) {
            assertThat(servedBy(connection)).as("new connections go home").isEqualTo("rb1");
        }
        assertThat(proxy.awaitAccessLine("rabbit_cluster/rb2")).contains("rabbit_cluster");
    }

    @Test
    void frozenPrimary() throws Exception {
        try (Connection connection = client();
                Channel channel = connection.createChannel()) {
            publishConfirmed(channel);
            rb1.signal("STOP");
            proxy.awaitLog("rabbit_cluster/rb1 is DOWN", SOON);
            Awaitility.await("shutdown-sessions frees the client, which goes to rb2")
                    .atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> {
                        publishConfirmed(channel);
                        return servedBy(connection).equals("rb2");
                    });
            assertThat(proxy.awaitAccessLine(" DD ")).contains("rabbit_cluster/rb1");
        }
    }

    private ConnectionFactory plainFactory() {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(front);
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout(5000);
        return factory;
    }

    private Connection client() throws Exception {
        ConnectionFactory factory = plainFactory();
        factory.setAutomaticRecoveryEnabled(true);
        factory.setNetworkRecoveryInterval(50);
        return factory.newConnection();
    }

    private static void publishConfirmed(Channel channel) throws Exception {
        channel.confirmSelect();
        channel.queueDeclare("orders", true, false, false, null);
        channel.basicPublish("", "orders", null, new byte[1024]);
        channel.waitForConfirmsOrDie(1000);
    }

    private static String servedBy(Connection connection) {
        return String.valueOf(connection.getServerProperties().get("cluster_name"));
    }
}
