package haproxyj.proxy.proxyprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.proxyprotocol.ProxyHeaderParser.Result;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeaderTest {
    private static final ProxyHeader V4 =
            ProxyHeader.of(new InetSocketAddress("192.0.2.1", 56324), new InetSocketAddress("198.51.100.2", 5672));
    private static final ProxyHeader V6 =
            ProxyHeader.of(new InetSocketAddress("2001:db8::1", 65535), new InetSocketAddress("2001:db8::2", 1));

    static Stream<byte[]> encoded() {
        return Stream.of(
                V4.encodeV1(),
                V4.encodeV2(),
                V6.encodeV1(),
                V6.encodeV2(),
                ProxyHeader.LOCAL.encodeV1(),
                ProxyHeader.LOCAL.encodeV2());
    }

    private static Result parse(byte[] bytes) {
        return ProxyHeaderParser.parse(ByteBuffer.wrap(bytes));
    }

    private static Result parse(String text) {
        return parse(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void knownLine() {
        assertThat(new String(V4.encodeV1(), StandardCharsets.US_ASCII))
                .isEqualTo("PROXY TCP4 192.0.2.1 198.51.100.2 56324 5672\r\n");
        assertThat(V4.encodeV2()).hasSize(28);
        assertThat(V6.encodeV2()).hasSize(52);
    }

    @Test
    void roundTrip() {
        for (ProxyHeader header : new ProxyHeader[] {V4, V6, ProxyHeader.LOCAL}) {
            for (byte[] bytes : new byte[][] {header.encodeV1(), header.encodeV2()}) {
                assertThat(parse(bytes)).isEqualTo(new Result.Complete(header, bytes.length));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("encoded")
    void everyTruncationNeedsMoreAndEveryTailIsLeft(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            assertThat(parse(Arrays.copyOf(bytes, i))).as("%d octets", i).isInstanceOf(Result.NeedMore.class);
        }
        Result withTail = parse(Arrays.copyOf(bytes, bytes.length + 9));
        assertThat(withTail)
                .isInstanceOfSatisfying(
                        Result.Complete.class, c -> assertThat(c.length()).isEqualTo(bytes.length));
    }

    @Test
    void tlvsAreSkippedAndBounded() {
        byte[] tlv = Arrays.copyOf(V4.encodeV2(), 38);
        tlv[15] = 22;
        assertThat(parse(tlv)).isEqualTo(new Result.Complete(V4, 38));
        tlv[14] = 5;
        assertThat(parse(tlv)).isInstanceOf(Result.Malformed.class);
        tlv[14] = 0;
        tlv[15] = 11;
        assertThat(parse(tlv)).isInstanceOf(Result.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.0\r\n",
                "PROXY TCP4 1.2.3.4 1.2.3.4 1\r\n",
                "PROXY TCP4 1.2.3.4 1.2.3.256 1 2\r\n",
                "PROXY TCP4 localhost 1.2.3.4 1 2\r\n",
                "PROXY TCP4 1.2.3.4 1.2.3.4 +1 2\r\n",
                "PROXY TCP4 1.2.3.4 1.2.3.4 1 65536\r\n",
                "PROXY TCP4 ::1 ::1 1 2\r\n",
                "PROXY TCP6 1.2.3.4 ::1 1 2\r\n",
                "PROXY UDP4 1.2.3.4 1.2.3.4 1 2\r\n",
                "PROXY TCP4 1.2.3.4 1.2.3.4 1 2\n",
                "PROXY TCP4 1.2.3.4 1.2.3.4 1 2\rx",
                "PROXY \n"
            })
    void malformed(String text) {
        assertThat(parse(text)).isInstanceOf(Result.Malformed.class);
    }

    @Test
    void aLineHas107OctetsAtMost() {
        assertThat(parse("PROXY UNKNOWN" + " ".repeat(92) + "\r\n"))
                .isEqualTo(new Result.Complete(ProxyHeader.LOCAL, 107));
        assertThat(parse("PROXY UNKNOWN" + " ".repeat(94))).isInstanceOf(Result.Malformed.class);
    }

    @Test
    void noOctetsBreakIt() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[][] seeds = encoded().toArray(byte[][]::new);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = Arrays.copyOf(seeds[i % seeds.length], random.nextInt(120));
            for (int k = random.nextInt(4); k > 0 && bytes.length > 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Result result = parse(bytes);
            if (result instanceof Result.Complete complete) {
                assertThat(complete.length()).as("seed %d", seed).isBetween(15, bytes.length);
            }
            assertThat(result instanceof Result.NeedMore && bytes.length >= ProxyHeaderParser.MAX_V2)
                    .as("seed %d", seed)
                    .isFalse();
        }
    }
}
