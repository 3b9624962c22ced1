package haproxyj.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void medianOfAnOddNumberIsTheMiddleOne() {
        assertThat(Statistics.of(List.of(9.0, 1.0, 4.0))).isEqualTo(new Statistics(4, 1, 9));
    }

    @Test
    void medianOfAnEvenNumberLiesBetweenTheMiddleOnes() {
        assertThat(Statistics.of(List.of(8.0, 1.0, 2.0, 4.0)).median()).isEqualTo(3);
    }

    @Test
    void whatWasNotReachedSortsLastAndIsNamed() {
        Statistics statistics = Statistics.of(List.of(5.0, Double.POSITIVE_INFINITY, 7.4));
        assertThat(statistics.median()).isEqualTo(7.4);
        assertThat(statistics).hasToString("7 (5..never)");
    }

    @Test
    void equalValuesNeedNoRange() {
        assertThat(Statistics.of(List.of(3.0, 3.0))).hasToString("3");
    }

    @Test
    void nothingHasNoMedian() {
        assertThatThrownBy(() -> Statistics.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
