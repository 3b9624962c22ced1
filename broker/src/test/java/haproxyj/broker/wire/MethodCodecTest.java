package haproxyj.broker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haproxyj.broker.AmqpException;
import haproxyj.broker.ReplyCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MethodCodecTest {

    private static String hex(Method method) {
        ByteBuf out = Unpooled.buffer();
        FrameEncoder.method(1, method, out);
        return ByteBufUtil.hexDump(out);
    }

    private static void assertSame(Method actual, Method expected, long seed) {
        assertThat(actual.spec()).isEqualTo(expected.spec());
        assertThat(actual.numbers).as("seed %d", seed).isEqualTo(expected.numbers);
        assertThat(actual.objects)
                .as("seed %d", seed)
                .usingRecursiveComparison()
                .isEqualTo(expected.objects);
    }

    @ParameterizedTest
    @EnumSource
    void everyMethodComesBackAsItWent(MethodSpec spec) throws AmqpException {
        long seed = System.nanoTime();
        RandomMethods methods = new RandomMethods(seed);
        MethodCodec codec = new MethodCodec();
        for (int i = 0; i < 50; i++) {
            Method method = methods.method(spec);
            ByteBuf payload = Unpooled.buffer();
            MethodCodec.encode(method, payload);
            assertSame(codec.decode(payload), method, seed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyTruncationIsASyntaxError(MethodSpec spec) {
        long seed = System.nanoTime();
        ByteBuf payload = Unpooled.buffer();
        MethodCodec.encode(new RandomMethods(seed).method(spec), payload);
        for (int length = 0; length < payload.readableBytes(); length++) {
            ByteBuf cut = payload.slice(0, length);
            assertThatThrownBy(() -> new MethodCodec().decode(cut))
                    .as("seed %d, length %d", seed, length)
                    .isInstanceOfSatisfying(
                            AmqpException.class, e -> assertThat(e.replyCode()).isEqualTo(ReplyCode.SYNTAX_ERROR));
        }
    }

    @Test
    void numbersAndNamesOfTheTableAreUnique() {
        Set<Integer> numbers = new HashSet<>();
        Set<String> labels = new HashSet<>();
        for (MethodSpec spec : MethodSpec.values()) {
            assertThat(numbers.add(spec.classId() << 16 | spec.methodId()))
                    .as(spec.label())
                    .isTrue();
            assertThat(labels.add(spec.label())).isTrue();
            assertThat(MethodTable.find(spec.classId(), spec.methodId())).contains(spec);
        }
        assertThat(MethodTable.find(60, 71)).contains(MethodSpec.BASIC_GET_OK);
        assertThat(MethodTable.find(61, 10)).isEmpty();
        assertThat(MethodTable.find(65535, 65535)).isEmpty();
        assertThat(MethodTable.reply(MethodSpec.EXCHANGE_UNBIND)).contains(MethodSpec.EXCHANGE_UNBIND_OK);
        assertThat(MethodTable.reply(MethodSpec.BASIC_PUBLISH)).isEmpty();
    }

    /** Put together by hand from the specification's grammar (4.2), octet by octet. */
    @Test
    void framesMatchTheSpecificationsLayout() {
        assertThat(hex(Method.of(MethodSpec.CHANNEL_OPEN, "")))
                .isEqualTo("01" + "0001" + "00000005" + "0014000a" + "00" + "ce");
        assertThat(hex(Method.of(MethodSpec.BASIC_ACK, 258L, true)))
                .isEqualTo("01" + "0001" + "0000000d" + "003c0050" + "0000000000000102" + "01" + "ce");
        // Five bits in a row share one octet, the first one lowest: durable and nowait give 0b10010.
        assertThat(hex(Method.of(MethodSpec.QUEUE_DECLARE, 0, "q", false, true, false, false, true, Map.of())))
                .isEqualTo("01" + "0001" + "0000000d" + "0032000a" + "0000" + "0171" + "12" + "00000000" + "ce");
        assertThat(hex(Method.of(MethodSpec.CONNECTION_TUNE, 2047, 131072, 60)))
                .isEqualTo("01" + "0001" + "0000000c" + "000a001e" + "07ff" + "00020000" + "003c" + "ce");
        assertThat(hex(Method.of(MethodSpec.BASIC_NACK, 1L, false, true)))
                .isEqualTo("01" + "0001" + "0000000d" + "003c0078" + "0000000000000001" + "02" + "ce");
    }

    @Test
    void theHandWrittenDeliverEqualsTheTables() {
        long seed = System.nanoTime();
        RandomMethods methods = new RandomMethods(seed);
        for (int i = 0; i < 500; i++) {
            Method method = methods.method(MethodSpec.BASIC_DELIVER);
            ByteBuf fast = Unpooled.buffer();
            FrameEncoder.deliver(
                    1,
                    method.text("consumer-tag").getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    method.number("delivery-tag"),
                    method.bit("redelivered"),
                    method.text("exchange"),
                    method.text("routing-key"),
                    fast);
            assertThat(ByteBufUtil.hexDump(fast)).as("seed %d", seed).isEqualTo(hex(method));
        }
    }

    @Test
    void unknownMethodsAreNotImplemented() {
        ByteBuf payload = Unpooled.buffer().writeShort(60).writeShort(99);
        assertThatThrownBy(() -> new MethodCodec().decode(payload))
                .isInstanceOfSatisfying(
                        AmqpException.class, e -> assertThat(e.replyCode()).isEqualTo(ReplyCode.NOT_IMPLEMENTED));
    }

    @Test
    void randomPayloadsNeverFailOtherwiseThanByRefusal() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        MethodCodec codec = new MethodCodec();
        MethodSpec[] specs = MethodSpec.values();
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            MethodSpec spec = specs[random.nextInt(specs.length)];
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            ByteBuf payload = Unpooled.buffer().writeShort(spec.classId()).writeShort(spec.methodId());
            try {
                codec.decode(payload.writeBytes(noise));
            } catch (AmqpException expected) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + i, e);
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void repeatedShortStringsAreTheSameObject() throws AmqpException {
        MethodCodec codec = new MethodCodec();
        ByteBuf payload = Unpooled.buffer();
        MethodCodec.encode(Method.of(MethodSpec.BASIC_PUBLISH, 0, "exchange", "key", false, false), payload);
        Method first = codec.decode(payload.duplicate());
        Method second = codec.decode(payload.duplicate());
        assertThat(second.text("routing-key")).isEqualTo("key").isSameAs(first.text("routing-key"));
    }

    @Test
    void credentialsAreNotPrinted() {
        Method startOk =
                Method.of(MethodSpec.CONNECTION_START_OK, Map.of(), "PLAIN", "\0me\0secret".getBytes(), "en_US");
        assertThat(startOk.toString()).contains("connection.start-ok", "PLAIN").doesNotContain("secret");
    }
}
