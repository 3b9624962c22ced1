package haproxyj.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;

class UnreadTest {
    private static final int READ = 1_000;

    private final ByteBufAllocator allocator = UnpooledByteBufAllocator.DEFAULT;
    private final Unread unread = new Unread();

    @Test
    void readsThatNeverEndWithAFrameDoNotPileUp() {
        for (int i = 0; i < 1_000; i++) {
            ByteBuf all = unread.add(allocator, Unpooled.buffer().writeZero(READ));
            all.skipBytes(all.readableBytes() - 7);
            unread.decoded();
            assertThat(all.readableBytes()).isEqualTo(7);
            assertThat(all.capacity()).isLessThan(20 * READ);
        }
        unread.release();
    }

    @Test
    void whatIsDecodedIsGivenBack() {
        ByteBuf arrived = Unpooled.buffer().writeZero(READ);
        unread.add(allocator, arrived).skipBytes(READ);
        unread.decoded();
        assertThat(arrived.refCnt()).isZero();
    }
}
