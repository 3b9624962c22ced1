package haproxyj.bench.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class GoalTest {
    @Test
    void ratios() {
        assertThat(Goal.ratioAtLeast(1.1).verdict(0, OptionalDouble.of(1.1))).isEqualTo("ok");
        assertThat(Goal.ratioAtLeast(1.1).verdict(9, OptionalDouble.of(1.09))).isEqualTo("short");
        assertThat(Goal.ratioAtMost(0.9).verdict(9, OptionalDouble.of(0.9))).isEqualTo("ok");
        assertThat(Goal.ratioAtMost(0.9).verdict(0, OptionalDouble.of(0.91))).isEqualTo("short");
        assertThat(Goal.ratioAtMost(0.9).verdict(0, OptionalDouble.empty())).isEqualTo("-");
    }

    @Test
    void valuesNeedNoReference() {
        assertThat(Goal.valueAtMost(400).verdict(400, OptionalDouble.empty())).isEqualTo("ok");
        assertThat(Goal.valueAtMost(400).verdict(401, OptionalDouble.of(0.1))).isEqualTo("short");
        assertThat(Goal.NONE.verdict(1, OptionalDouble.of(1))).isEqualTo("-");
    }
}
