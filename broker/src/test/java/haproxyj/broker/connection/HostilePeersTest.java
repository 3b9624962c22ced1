package haproxyj.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import haproxyj.broker.BrokerConfig;
import haproxyj.broker.BrokerCounters.Kind;
import haproxyj.broker.BrokerFixture;
import haproxyj.broker.ReplyCode;
import haproxyj.broker.wire.Method;
import haproxyj.broker.wire.MethodSpec;
import haproxyj.broker.wire.ProtocolHeader;
import haproxyj.broker.wire.StartParser;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Peers that do not keep to the protocol: they are told or dropped, counted, and nobody else notices. */
class HostilePeersTest {
    private static BrokerFixture broker;

    @BeforeAll
    static void start() {
        broker = new BrokerFixture(HostilePeersTest::impatient);
    }

    private static BrokerConfig impatient(BrokerConfig c) {
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
                Duration.ofMillis(500),
                4,
                c.maxMessageSize(),
                c.memoryHighWatermark(),
                c.data());
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    /** Whatever happened, the next client is served, and the broker has not stumbled. */
    @AfterEach
    void servesTheNextClient() throws Exception {
        gone("the peer");
        try (Connection connection = broker.connect()) {
            Channel channel = connection.createChannel();
            String queue = channel.queueDeclare().getQueue();
            channel.basicPublish("", queue, null, new byte[] {42});
            assertThat(channel.basicGet(queue, true).getBody()).containsExactly(42);
        }
        assertThat(broker.broker().counters().protocolErrors(ReplyCode.INTERNAL_ERROR))
                .isZero();
        await().until(() -> broker.count(Kind.CONNECTIONS_CLOSED) == broker.count(Kind.CONNECTIONS_OPENED));
    }

    private static void gone(String alias) {
        await(alias)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> broker.broker().connections() == 0);
    }

    @Test
    void otherProtocolsGetTheHeaderAndTheDoor() throws Exception {
        for (String opening :
                new String[] {"AMQP\3\1\0\0", "AMQP\0\0\11\2", "GET / HTTP/1.1\r\n\r\n", "\26\3\1\0\1x"}) {
            long before = broker.count(Kind.BAD_PROTOCOL_HEADERS);
            try (RawPeer peer = new RawPeer(broker.socket())) {
                peer.send(opening.getBytes(StandardCharsets.ISO_8859_1));
                assertThat(peer.untilClosed()).isEqualTo(ProtocolHeader.bytes());
            }
            assertThat(broker.count(Kind.BAD_PROTOCOL_HEADERS)).isEqualTo(before + 1);
        }
    }

    @Test
    void theGreetingIsWhatAHealthCheckExpects() throws Exception {
        try (RawPeer peer = new RawPeer(broker.socket())) {
            peer.send(new byte[] {'A', 'M', 'Q', 'P', 1, 1, 0, 9});
            byte[] octets = new byte[8192];
            int length = 0;
            StartParser.Result result = new StartParser.NeedMore();
            while (result instanceof StartParser.NeedMore) {
                length += peer.socket().getInputStream().read(octets, length, octets.length - length);
                result = StartParser.parse(octets, length);
            }
            assertThat(result).isInstanceOfSatisfying(StartParser.Start.class, start -> {
                assertThat(start.serverProperties())
                        .containsEntry("version", "3.10.8")
                        .containsEntry("cluster_name", "test");
                assertThat(start.mechanisms()).containsExactly("PLAIN", "AMQPLAIN");
            });
        }
    }

    @Test
    void silenceEndsWithTheHandshakeTimeout() throws Exception {
        long before = broker.count(Kind.HANDSHAKE_TIMEOUTS);
        try (RawPeer peer = new RawPeer(broker.socket())) {
            peer.send(ProtocolHeader.bytes());
            assertThat(peer.untilClosed()).isNotEmpty();
        }
        assertThat(broker.count(Kind.HANDSHAKE_TIMEOUTS)).isEqualTo(before + 1);
    }

    @Test
    void wrongPasswordsAreToldToClientsThatAsk() {
        ConnectionFactory factory = broker.factory();
        factory.setPassword("wrong");
        long before = broker.count(Kind.LOGINS_REFUSED);
        assertThatThrownBy(factory::newConnection)
                .isInstanceOf(AuthenticationFailureException.class)
                .hasMessageContaining("ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN.");
        assertThat(broker.count(Kind.LOGINS_REFUSED)).isEqualTo(before + 1);
    }

    @Test
    void unknownVirtualHostsAndTooManyConnectionsAreRefused() throws Exception {
        ConnectionFactory factory = broker.factory();
        factory.setVirtualHost("elsewhere");
        assertThatThrownBy(factory::newConnection)
                .hasStackTraceContaining("530")
                .hasStackTraceContaining("vhost elsewhere not found");
        gone("the peer");
        Socket[] sockets = new Socket[5];
        for (int i = 0; i < sockets.length; i++) {
            sockets[i] = broker.socket();
        }
        await().until(() -> broker.count(Kind.CONNECTIONS_REFUSED) == 1);
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void damageAfterTheHandshakeIsAnsweredWithItsCode() throws Exception {
        byte[] channelOpen = ByteBufUtil.decodeHexDump("0100010000000500" + "14000a00ce");
        assertDamage(501, ByteBufUtil.decodeHexDump("08000000000000" + "cd"));
        assertDamage(501, ByteBufUtil.decodeHexDump("030001" + "00020000"));
        assertDamage(505, ByteBufUtil.decodeHexDump("08000100000000" + "ce"));
        assertDamage(505, ByteBufUtil.decodeHexDump("03000100000000" + "ce"));
        assertDamage(504, ByteBufUtil.decodeHexDump("010002" + "0000000d" + "003c0050" + "000000000000000101" + "ce"));
        assertDamage(502, ByteBufUtil.decodeHexDump("010001" + "00000004" + "003c0050" + "ce"));
        assertDamage(503, ByteBufUtil.decodeHexDump("010000" + "00000005" + "0014000a00" + "ce"));
        assertDamage(503, RawPeer.frame(1, Method.of(MethodSpec.CONNECTION_CLOSE_OK)));
        assertDamage(504, ByteBufUtil.getBytes(Unpooled.wrappedBuffer(channelOpen, channelOpen)));
        assertDamage(530, RawPeer.frame(2048, Method.of(MethodSpec.CHANNEL_OPEN, "")));
        assertDamage(540, ByteBufUtil.decodeHexDump("010001" + "00000004" + "003c0063" + "ce"));
    }

    private static void assertDamage(int code, byte[] octets) throws Exception {
        try (RawPeer peer = new RawPeer(broker.socket())) {
            peer.open(0);
            peer.send(octets);
            String close = peer.readUntil(MethodSpec.CONNECTION_CLOSE);
            assertThat(Integer.parseInt(close.substring(0, 4), 16))
                    .as(ByteBufUtil.hexDump(octets))
                    .isEqualTo(code);
            peer.send(0, Method.of(MethodSpec.CONNECTION_CLOSE_OK));
            assertThat(peer.untilClosed()).isEmpty();
        }
    }

    @Test
    void randomOctetsNeverHurt() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            byte[] noise = new byte[1 + random.nextInt(2_000)];
            random.nextBytes(noise);
            if (i % 3 == 2) {
                // Valid frame headers lead the noise further in.
                noise = ByteBufUtil.getBytes(Unpooled.buffer()
                        .writeByte(1 + random.nextInt(3))
                        .writeShort(random.nextInt(3))
                        .writeInt(noise.length)
                        .writeBytes(noise)
                        .writeByte(0xCE));
            }
            try (RawPeer peer = new RawPeer(broker.socket())) {
                if (i % 3 > 0) {
                    peer.open(0);
                }
                peer.send(noise);
                if (random.nextBoolean()) {
                    peer.socket().shutdownOutput();
                    peer.untilClosed();
                }
            } catch (IOException e) {
                // The broker may close before everything is sent.
            }
            gone("seed " + seed + ", round " + i);
        }
    }
}
