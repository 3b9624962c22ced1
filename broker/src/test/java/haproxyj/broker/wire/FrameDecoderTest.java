package haproxyj.broker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haproxyj.broker.AmqpException;
import haproxyj.broker.ReplyCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {

    /** Writes down what it is told. */
    private static final class Transcript implements FrameDecoder.Sink {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void onProtocolHeader(ProtocolHeader header) {
            lines.add(header.name());
        }

        @Override
        public void onMethod(int channel, Method method) {
            lines.add(channel + " " + method.spec().label());
        }

        @Override
        public void onContentHeader(int channel, int classId, long bodySize, BasicProperties properties) {
            lines.add(channel + " header " + bodySize + " " + properties.headers());
        }

        @Override
        public void onBody(int channel, ByteBuf payload) {
            lines.add(channel + " body " + ByteBufUtil.hexDump(payload));
        }

        @Override
        public void onHeartbeat() {
            lines.add("heartbeat");
        }
    }

    private static ByteBuf conversation() {
        ByteBuf out = Unpooled.buffer().writeBytes(ProtocolHeader.bytes());
        FrameEncoder.method(7, Method.of(MethodSpec.BASIC_PUBLISH, 0, "", "q", false, false), out);
        FrameEncoder.contentHeader(7, BasicProperties.ofHeaders(Map.of("a", 1)), 3, out);
        FrameEncoder.body(7, new byte[] {1, 2, 3}, 2, out);
        FrameEncoder.heartbeat(out);
        FrameEncoder.method(7, Method.of(MethodSpec.CHANNEL_CLOSE_OK), out);
        return out;
    }

    private static ReplyCode refusal(ByteBuf octets, int frameMax) {
        FrameDecoder decoder = new FrameDecoder();
        try {
            decoder.decode(Unpooled.wrappedBuffer(ProtocolHeader.bytes()), new Transcript());
            decoder.frameMax(frameMax);
            decoder.decode(octets, new Transcript());
            return ReplyCode.REPLY_SUCCESS;
        } catch (AmqpException e) {
            return e.replyCode();
        }
    }

    private static ByteBuf frame(int type, int channel, int announced, int size, int end) {
        return Unpooled.buffer()
                .writeByte(type)
                .writeShort(channel)
                .writeInt(announced)
                .writeZero(size)
                .writeByte(end);
    }

    @Test
    void anyPartitionOfTheStreamGivesTheSameFrames() throws AmqpException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] all = ByteBufUtil.getBytes(conversation());
        for (int round = 0; round < 300; round++) {
            FrameDecoder decoder = new FrameDecoder();
            Transcript transcript = new Transcript();
            ByteBuf unread = Unpooled.buffer();
            for (int at = 0; at < all.length; ) {
                int size = Math.min(all.length - at, 1 + random.nextInt(round % 30 + 1));
                decoder.decode(unread.writeBytes(all, at, size), transcript);
                at += size;
            }
            assertThat(transcript.lines)
                    .as("seed %d", seed)
                    .containsExactly(
                            "ACCEPTED",
                            "7 basic.publish",
                            "7 header 3 {a=1}",
                            "7 body 0102",
                            "7 body 03",
                            "heartbeat",
                            "7 channel.close-ok");
        }
    }

    @Test
    void judgesFirstOctets() throws AmqpException {
        assertThat(header("AMQP\0\0\11\1")).containsExactly("ACCEPTED");
        assertThat(header("AMQP\1\1\0\11")).containsExactly("ACCEPTED");
        assertThat(header("AMQP\0\0\11")).isEmpty();
        assertThat(header("AM")).isEmpty();
        assertThat(header("AMQP\0\1\0\0")).containsExactly("OTHER_VERSION");
        assertThat(header("AMQP\3\1\0\0")).containsExactly("OTHER_VERSION");
        assertThat(header("GET / HTTP/1.1\r\n")).containsExactly("HTTP");
        assertThat(header("\26\3\1\2\0")).containsExactly("TLS");
        assertThat(header("SSH-2.0-x")).containsExactly("UNKNOWN");
    }

    private static List<String> header(String octets) throws AmqpException {
        Transcript transcript = new Transcript();
        new FrameDecoder().decode(Unpooled.copiedBuffer(octets, StandardCharsets.ISO_8859_1), transcript);
        return transcript.lines;
    }

    @Test
    void sizeLimitsHoldBeforeThePayloadArrives() {
        assertThat(refusal(frame(3, 1, 4096 - 8, 4096 - 8, 0xCE), 4096)).isEqualTo(ReplyCode.REPLY_SUCCESS);
        ByteBuf headOnly = Unpooled.buffer().writeByte(3).writeShort(1).writeInt(4096 - 7);
        assertThat(refusal(headOnly, 4096)).isEqualTo(ReplyCode.FRAME_ERROR);
        ByteBuf huge = Unpooled.buffer().writeByte(3).writeShort(1).writeInt(-1);
        assertThat(refusal(huge, 0)).isEqualTo(ReplyCode.FRAME_ERROR);
    }

    @Test
    void damageIsNamed() {
        assertThat(refusal(frame(8, 0, 0, 0, 0xCD), 4096)).isEqualTo(ReplyCode.FRAME_ERROR);
        assertThat(refusal(frame(9, 0, 0, 0, 0xCE), 4096)).isEqualTo(ReplyCode.FRAME_ERROR);
        assertThat(refusal(frame(8, 1, 0, 0, 0xCE), 4096)).isEqualTo(ReplyCode.UNEXPECTED_FRAME);
        assertThat(refusal(frame(2, 1, 11, 11, 0xCE), 4096)).isEqualTo(ReplyCode.SYNTAX_ERROR);
        assertThat(refusal(frame(1, 1, 3, 3, 0xCE), 4096)).isEqualTo(ReplyCode.SYNTAX_ERROR);
    }

    @Test
    void frameLimitBeforeTuneLeavesRoomForTokens() {
        FrameDecoder decoder = new FrameDecoder();
        ByteBuf octets =
                Unpooled.wrappedBuffer(Unpooled.wrappedBuffer(ProtocolHeader.bytes()), frame(3, 1, 8192 - 7, 0, 0));
        assertThatThrownBy(() -> decoder.decode(octets, new Transcript()))
                .isInstanceOfSatisfying(
                        AmqpException.class, e -> assertThat(e.replyCode()).isEqualTo(ReplyCode.FRAME_ERROR));
    }

    @Test
    void damagedConversationsEndInARefusalOrWait() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            ByteBuf octets = conversation();
            for (int damage = 1 + random.nextInt(4); damage > 0; damage--) {
                octets.setByte(random.nextInt(octets.readableBytes()), random.nextInt());
            }
            octets.writerIndex(random.nextInt(octets.readableBytes()) + 1);
            try {
                new FrameDecoder().decode(octets, new Transcript());
            } catch (AmqpException e) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + i, e);
            }
        }
        assertThat(refused).isPositive();
    }
}
