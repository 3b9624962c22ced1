package haproxyj.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haproxyj.broker.AmqpException;
import haproxyj.broker.ReplyCode;
import haproxyj.broker.wire.Method;
import haproxyj.broker.wire.MethodSpec;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CommandAssemblerTest {
    private static final Method PUBLISH = Method.of(MethodSpec.BASIC_PUBLISH, 0, "", "q", false, false);
    private static final Method GET = Method.of(MethodSpec.BASIC_GET, 0, "q", true);

    private final List<Command> commands = new ArrayList<>();
    private final CommandAssembler assembler = new CommandAssembler(1_000_000, new LittleRoom(), commands::add);

    private long unfinished;

    private final class LittleRoom implements CommandAssembler.Room {
        @Override
        public boolean take(long octets) {
            if (unfinished + octets > 300_000) {
                return false;
            }
            unfinished += octets;
            return true;
        }

        @Override
        public void giveBack(long octets) {
            unfinished -= octets;
        }
    }

    private void header(int channel, long size) throws AmqpException {
        assembler.onContentHeader(channel, 60, size, Command.NO_PROPERTIES);
    }

    private void body(int channel, byte... octets) throws AmqpException {
        assembler.onBody(channel, Unpooled.wrappedBuffer(octets));
    }

    private static void refused(ReplyCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AmqpException.class, e -> assertThat(e.replyCode()).isEqualTo(code));
    }

    @Test
    void channelsInterleave() throws AmqpException {
        assembler.onMethod(1, PUBLISH);
        assembler.onMethod(2, PUBLISH);
        header(2, 2);
        assembler.onMethod(3, GET);
        header(1, 1);
        body(2, (byte) 1);
        body(1, (byte) 9);
        body(2, (byte) 2);
        assertThat(commands).extracting(Command::channel).containsExactly(3, 1, 2);
        assertThat(commands.get(1).body()).containsExactly(9);
        assertThat(commands.get(2).body()).containsExactly(1, 2);
    }

    @Test
    void anEmptyBodyHasNoFrame() throws AmqpException {
        assembler.onMethod(1, PUBLISH);
        header(1, 0);
        assertThat(commands).hasSize(1);
        assertThat(commands.get(0).oversized()).isFalse();
    }

    @Test
    void framesOutOfPlaceAreUnexpected() throws AmqpException {
        refused(ReplyCode.UNEXPECTED_FRAME, () -> header(1, 1));
        refused(ReplyCode.UNEXPECTED_FRAME, () -> body(1));
        refused(ReplyCode.UNEXPECTED_FRAME, () -> assembler.onMethod(0, PUBLISH));
        assembler.onMethod(1, PUBLISH);
        refused(ReplyCode.UNEXPECTED_FRAME, () -> body(1));
        refused(ReplyCode.UNEXPECTED_FRAME, () -> assembler.onMethod(1, GET));
        refused(ReplyCode.UNEXPECTED_FRAME, () -> assembler.onContentHeader(1, 50, 1, Command.NO_PROPERTIES));
        header(1, 1);
        refused(ReplyCode.UNEXPECTED_FRAME, () -> header(1, 1));
        refused(ReplyCode.FRAME_ERROR, () -> body(1, (byte) 1, (byte) 2));
    }

    @Test
    void tooLargeABodyIsThrownAwayAndReported() throws AmqpException {
        assembler.onMethod(1, PUBLISH);
        header(1, 1_000_001);
        for (int left = 1_000_001; left > 0; left -= 100_000) {
            body(1, new byte[Math.min(left, 100_000)]);
        }
        assertThat(commands).hasSize(1);
        assertThat(commands.get(0).oversized()).isTrue();
        assertThat(commands.get(0).body()).isEmpty();
    }

    @Test
    void announcementsCostNothingAndUnfinishedBodiesAreBounded() throws AmqpException {
        for (int channel = 1; channel <= 1_000; channel++) {
            assembler.onMethod(channel, PUBLISH);
            header(channel, 1_000_000);
        }
        body(1, (byte) 1);
        body(2, (byte) 1);
        refused(ReplyCode.RESOURCE_ERROR, () -> body(3, (byte) 1));
        assembler.release();
        assertThat(unfinished).as("given back with the connection").isZero();
    }

    @Test
    void aFinishedBodyGivesItsRoomBack() throws AmqpException {
        assembler.onMethod(1, PUBLISH);
        header(1, 2);
        body(1, (byte) 1);
        assertThat(unfinished).isPositive();
        body(1, (byte) 2);
        assertThat(unfinished).isZero();
    }
}
