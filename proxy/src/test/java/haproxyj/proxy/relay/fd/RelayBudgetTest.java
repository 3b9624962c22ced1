package haproxyj.proxy.relay.fd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RelayBudgetTest {
    @Test
    void allLoopsTogetherHaveSoManyPipes() {
        RelayBudget budget = new RelayBudget(3, 0);
        PipePool one = new PipePool(budget);
        PipePool other = new PipePool(budget);
        Pipe first = one.take();
        Pipe second = other.take();
        Pipe third = other.take();
        assertThat(Set.of(first.in(), first.out(), second.in(), second.out(), third.in(), third.out()))
                .hasSize(6);
        assertThat(one.take()).isNull();
        assertThat(other.take()).isNull();
        assertThat(budget.pipes()).isEqualTo(3);
        one.give(first);
        assertThat(other.take()).as("one that another loop keeps").isNull();
        assertThat(one.take()).isSameAs(first);
        other.discard(second);
        assertThat(budget.pipes()).isEqualTo(2);
        Pipe fourth = one.take();
        assertThat(fourth).isNotNull();
        one.give(first);
        one.give(fourth);
        other.give(third);
        one.close();
        other.close();
        assertThat(budget.pipes()).isZero();
        assertThat(first.in().isOpen() || first.out().isOpen() || third.in().isOpen())
                .isFalse();
    }

    @Test
    void noPipesAtAll() {
        RelayBudget budget = new RelayBudget(0, 0);
        assertThat(new PipePool(budget).take()).isNull();
        assertThat(budget.pipes()).isZero();
    }

    @Test
    void onlySomeSparePipesAreKept() {
        RelayBudget budget = new RelayBudget(200, 0);
        PipePool pool = new PipePool(budget);
        List<Pipe> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(pool.take());
        }
        assertThat(new HashSet<>(all)).hasSize(200).doesNotContainNull();
        all.forEach(pool::give);
        assertThat(budget.pipes()).isEqualTo(64);
        assertThat(all.stream().filter(p -> p.in().isOpen())).hasSize(64);
        pool.close();
        assertThat(budget.pipes()).isZero();
    }

    @Test
    void memoryIsScarceForAllLoopsAtOnce() {
        RelayBudget budget = new RelayBudget(0, 2 * Chunk.SIZE);
        ChunkPool one = budget.newChunks();
        ChunkPool other = budget.newChunks();
        Chunk first = one.take();
        assertThat(other.scarce()).isFalse();
        Chunk second = other.take();
        assertThat(one.scarce() && other.scarce()).isTrue();
        Chunk third = one.take();
        assertThat(third).as("what was read already is kept").isNotNull();
        assertThat(budget.pendingOctets()).isEqualTo(3 * Chunk.SIZE);
        first.to = 7;
        one.give(first);
        one.give(third);
        assertThat(one.scarce()).isFalse();
        other.give(second);
        assertThat(budget.pendingOctets()).isZero();
        Chunk again = one.take();
        assertThat(again).isSameAs(third);
        assertThat(one.take()).isSameAs(first);
        assertThat(first.room()).isEqualTo(Chunk.SIZE);
        assertThat(again.next).isNull();
    }

    /** Memory that one loop keeps is not there for the others. */
    @Test
    void onlySomeSpareChunksAreKept() {
        ChunkPool pool = new RelayBudget(0, 1 << 30).newChunks();
        Set<Chunk> first = taken(pool, 1000);
        first.forEach(pool::give);
        Set<Chunk> again = taken(pool, 1000);
        again.removeAll(first);
        assertThat(again).hasSize(1000 - 256);
    }

    private static Set<Chunk> taken(ChunkPool from, int count) {
        Set<Chunk> all = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < count; i++) {
            all.add(from.take());
        }
        assertThat(all).hasSize(count);
        return all;
    }
}
