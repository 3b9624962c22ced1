package haproxyj.proxy.relay.fd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ChunkPoolTest {
    private static final int READ = 64 * 1024;
    private static final int SMALL = 512;

    /** 1 MiB: 48 whole chunks, and small ones of 512 octets for 100 connections. */
    private final RelayBudget budget = new RelayBudget(0, 1 << 20, 100);

    private final ChunkPool one = budget.newChunks();
    private final ChunkPool other = budget.newChunks();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(READ);

    private Backlog slow(ChunkPool pool, int octets) {
        Backlog backlog = new Backlog(pool);
        backlog.add(scratch, 0, octets);
        return backlog;
    }

    private List<Backlog> fill(ChunkPool pool) {
        List<Backlog> all = new ArrayList<>();
        while (pool.room(READ) == READ) {
            all.add(slow(pool, READ));
        }
        return all;
    }

    @Test
    void whatIsScarceIsReadInSmallPieces() {
        fill(one);
        int room = one.room(READ);
        assertThat(room).isBetween(SMALL, Chunk.SIZE);
        for (int i = 0; i < 200; i++) {
            assertThat(one.room(READ)).isPositive();
            slow(one, one.room(READ));
        }
        assertThat(one.room(READ)).isEqualTo(SMALL);
        assertThat(budget.pendingOctets()).isLessThanOrEqualTo(budget.pendingLimit());
    }

    @Test
    void whoHoldsSomethingAlreadyGetsNoMoreWhenMemoryIsScarce() {
        assertThat(one.roomForMore(100, 1000)).isEqualTo(1000);
        fill(one);
        assertThat(one.roomForMore(0, 1000)).isEqualTo(SMALL);
        assertThat(one.roomForMore(100, 1000)).isZero();
    }

    @Test
    void fewOctetsTakeASmallChunk() {
        one.room(READ);
        Backlog eight = slow(one, 8);
        assertThat(budget.pendingOctets()).isEqualTo(SMALL);
        eight.clear();
        assertThat(budget.pendingOctets()).isZero();
    }

    @Test
    void whatOneLoopHadTheOtherOneCanUse() {
        fill(one).forEach(Backlog::clear);
        assertThat(budget.pendingOctets()).isZero();
        List<Backlog> second = fill(other);
        // But for the few that the first one keeps.
        assertThat(second.size() * READ).isGreaterThanOrEqualTo(((48 - 16) * Chunk.SIZE) - READ);
        assertThat(budget.pendingOctets()).isLessThanOrEqualTo(budget.pendingLimit());
    }

    @Test
    void octetsComeOutAsTheyWentIn() {
        for (int i = 0; i < READ; i++) {
            scratch.put(i, (byte) (i * 31 + (i >> 9)));
        }
        fill(one);
        Backlog backlog = slow(one, 10_000); // more than small chunks promise: nothing that was read is lost
        assertThat(backlog.octets()).isEqualTo(10_000);
        backlog.skip(777);
        ByteBuffer out = ByteBuffer.allocateDirect(READ);
        backlog.copyTo(out, 0);
        assertThat(out.slice(0, 9223)).isEqualTo(scratch.slice(777, 9223));
    }

    @Test
    void aUsedChunkBringsNothingAlong() {
        slow(one, READ).clear();
        Backlog again = slow(one, READ);
        ByteBuffer out = ByteBuffer.allocateDirect(READ);
        again.skip(READ - 1);
        again.copyTo(out, 0);
        again.clear();
        slow(one, Chunk.SIZE).copyTo(out.limit(Chunk.SIZE), 0);
        assertThat(budget.pendingOctets()).isEqualTo(Chunk.SIZE);
    }

    @RepeatedTest(20)
    void everyChunkComesBack(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        List<Backlog> all = new ArrayList<>();
        for (int step = 0; step < 2000; step++) {
            ChunkPool pool = random.nextBoolean() ? one : other;
            int room = pool.room(random.nextInt(1, READ));
            if (room > 0 && all.size() < 200) {
                all.add(slow(pool, random.nextInt(1, room + 1)));
            } else {
                all.remove(random.nextInt(all.size())).clear();
            }
            assertThat(budget.pendingOctets())
                    .as("seed %s", repetition.getCurrentRepetition())
                    .isBetween(0L, budget.pendingLimit());
        }
        all.forEach(Backlog::clear);
        assertThat(budget.pendingOctets()).isZero();
    }
}
