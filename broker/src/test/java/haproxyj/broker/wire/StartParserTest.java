package haproxyj.broker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StartParserTest {

    private static byte[] frame(Method method) {
        ByteBuf out = Unpooled.buffer();
        FrameEncoder.method(0, method, out);
        return ByteBufUtil.getBytes(out);
    }

    private static byte[] start() {
        return frame(Method.of(
                MethodSpec.CONNECTION_START,
                0,
                9,
                Map.of("product", "RabbitMQ", "version", "3.10.8"),
                "PLAIN AMQPLAIN".getBytes(StandardCharsets.UTF_8),
                "en_US".getBytes(StandardCharsets.UTF_8)));
    }

    private static StartParser.Result parse(byte[] octets) {
        return StartParser.parse(octets, octets.length);
    }

    @Test
    void waitsForTheWholeFrameAndNoLonger() {
        byte[] octets = start();
        for (int length = 0; length < octets.length; length++) {
            assertThat(StartParser.parse(octets, length)).isInstanceOf(StartParser.NeedMore.class);
        }
        assertThat(parse(octets)).isInstanceOfSatisfying(StartParser.Start.class, start -> {
            assertThat(start.versionMajor()).isZero();
            assertThat(start.versionMinor()).isEqualTo(9);
            assertThat(start.serverProperties()).containsEntry("version", "3.10.8");
            assertThat(start.mechanisms()).containsExactly("PLAIN", "AMQPLAIN");
        });
    }

    @Test
    void otherPeersAreToldApart() {
        assertThat(parse("HTTP/1.1 400".getBytes(StandardCharsets.US_ASCII))).isInstanceOf(StartParser.NotAmqp.class);
        assertThat(parse("SSH-2.0".getBytes(StandardCharsets.US_ASCII))).isInstanceOf(StartParser.NotAmqp.class);
        assertThat(parse(ProtocolHeader.bytes())).isInstanceOf(StartParser.NotAmqp.class);
        assertThat(parse(frame(Method.of(MethodSpec.CONNECTION_CLOSE, 320, "", 0, 0))))
                .isEqualTo(new StartParser.NotAmqp("method 10.50 instead of connection.start"));
    }

    @Test
    void noOctetsMakeItFail() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = i % 2 == 0 ? start() : new byte[random.nextInt(60)];
            if (i % 2 != 0) {
                random.nextBytes(octets);
            }
            for (int damage = random.nextInt(4); damage > 0 && octets.length > 0; damage--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(parse(octets)).isNotNull();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + i, e);
            }
        }
    }
}
