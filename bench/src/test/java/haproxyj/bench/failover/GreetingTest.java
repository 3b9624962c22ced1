package haproxyj.bench.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class GreetingTest {
    /** A connection.start whose server-properties hold one entry. */
    private static byte[] start(String cluster) {
        byte[] key = "cluster_name".getBytes(StandardCharsets.US_ASCII);
        byte[] value = cluster.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer payload = ByteBuffer.allocate(200);
        payload.putShort((short) 10).putShort((short) 10).put((byte) 0).put((byte) 9);
        payload.putInt(1 + key.length + 1 + 4 + value.length);
        payload.put((byte) key.length)
                .put(key)
                .put((byte) 'S')
                .putInt(value.length)
                .put(value);
        payload.putInt(5).put("PLAIN".getBytes(StandardCharsets.US_ASCII));
        payload.putInt(5).put("en_US".getBytes(StandardCharsets.US_ASCII)).flip();
        ByteBuffer frame = ByteBuffer.allocate(payload.remaining() + 8);
        frame.put((byte) 1)
                .putShort((short) 0)
                .putInt(payload.remaining())
                .put(payload)
                .put((byte) 0xCE);
        return frame.array();
    }

    private static ByteBuffer received(byte[] octets, int count) {
        return ByteBuffer.allocate(Greeting.LIMIT).put(octets, 0, count);
    }

    @Test
    void namesTheBrokerOnlyOnceTheFrameIsComplete() throws IOException {
        byte[] frame = start("rb1@localhost");
        for (int count = 0; count < frame.length; count++) {
            assertThat(Greeting.broker(received(frame, count)))
                    .as("%d octets", count)
                    .isEmpty();
        }
        assertThat(Greeting.broker(received(frame, frame.length))).contains("rb1");
    }

    @Test
    void aProtocolHeaderInReplyIsNoGreeting() {
        byte[] refusal = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};
        assertThatThrownBy(() -> Greeting.broker(received(refusal, refusal.length)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anotherMethodOrAMissingFrameEndIsNoGreeting() {
        byte[] other = start("rb1");
        other[10] = 50;
        assertThatThrownBy(() -> Greeting.broker(received(other, other.length))).hasMessageContaining("start");
        byte[] torn = start("rb1");
        torn[torn.length - 1] = 0;
        assertThatThrownBy(() -> Greeting.broker(received(torn, torn.length))).hasMessageContaining("start");
    }
}
