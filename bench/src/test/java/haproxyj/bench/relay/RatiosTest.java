package haproxyj.bench.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatiosTest {
    @Test
    void eachPairIsComparedByItself() {
        assertThat(Ratios.pairwise(List.of(2.0, 30.0), List.of(1.0, 20.0), 0)).containsExactly(2.0, 1.5);
    }

    @Test
    void pairsWithoutBothValuesAreLeftOut() {
        assertThat(Ratios.pairwise(List.of(2.0, Double.NaN, 9.0), List.of(Double.NaN, 1.0, 3.0), 0))
                .containsExactly(3.0);
        assertThat(Ratios.pairwise(List.of(2.0, 4.0), List.of(1.0), 0)).containsExactly(2.0);
        assertThat(Ratios.pairwise(List.of(2.0), List.of(0.0), 0)).isEmpty();
    }

    @Test
    void nothingIsComparedWithWhatTheMethodCannotTell() {
        assertThat(Ratios.pairwise(List.of(10.0, 10.0, 10.0), List.of(4.9, -20.0, 5.0), 5))
                .containsExactly(2.0);
    }

    @Test
    void whoAddsLessThanTheMethodCanTellIsNotFlattered() {
        assertThat(Ratios.pairwise(List.of(-3.0, 1.0), List.of(10.0, 20.0), 5)).containsExactly(0.5, 0.25);
    }
}
