package haproxyj.proxy.relay.fd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RelayBudgetTest {
    @Test
    void allLoopsTogetherHaveSoManyPipes() {
        RelayBudget budget = new RelayBudget(3, 0, 1000);
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
        RelayBudget budget = new RelayBudget(0, 0, 1000);
        assertThat(new PipePool(budget).take()).isNull();
        assertThat(budget.pipes()).isZero();
    }

    @Test
    void onlySomeSparePipesAreKept() {
        RelayBudget budget = new RelayBudget(200, 0, 1000);
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
}
