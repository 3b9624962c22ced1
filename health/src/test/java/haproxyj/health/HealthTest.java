package haproxyj.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HealthTest {

    private static final int RISE = 2;
    private static final int FALL = 3;

    private static Health at(int value) {
        return new Health(value, RISE, FALL);
    }

    @Test
    void describesItselfAsHaproxyDoes() {
        assertThat(at(4).describe()).isEqualTo("3/3 UP");
        assertThat(at(3).describe()).isEqualTo("2/3 UP");
        assertThat(at(2).describe()).isEqualTo("1/3 UP");
        assertThat(at(1).describe()).isEqualTo("1/2 DOWN");
        assertThat(at(0).describe()).isEqualTo("0/2 DOWN");
    }

    @Test
    void onTheEdgeOneFailureIsFatalWhateverFallSays() {
        Health edge = Health.initial(Policies.rabbit().build());
        assertThat(edge.describe()).isEqualTo("1/3 UP");
        assertThat(edge.failed()).isEqualTo(at(0));
        assertThat(edge.passed()).isEqualTo(at(4));
    }

    @Test
    void whileUpOneSuccessForgivesAllFailures() {
        assertThat(at(4).failed().failed()).isEqualTo(at(2));
        assertThat(at(4).failed().failed().passed()).isEqualTo(at(4));
    }

    @Test
    void whileDownOneFailureThrowsAwayAllSuccesses() {
        assertThat(at(0).passed().up()).isFalse();
        assertThat(at(0).passed().failed()).isEqualTo(at(0));
        assertThat(at(0).passed().passed()).isEqualTo(at(4));
    }

    @Test
    void suddenDeathLeavesOneLifeOrNone() {
        assertThat(at(4).suddenDeath().describe()).isEqualTo("1/3 UP");
        assertThat(at(3).suddenDeath().describe()).isEqualTo("1/3 UP");
        assertThat(at(2).suddenDeath().describe()).isEqualTo("0/2 DOWN");
        assertThat(new Health(1, 1, 1).suddenDeath().up()).isFalse();
    }

    @Test
    void eachOnErrorActionHasItsPrice() {
        assertThat(at(4).afterTrafficErrors(OnError.FASTINTER)).isEqualTo(at(4));
        assertThat(at(4).afterTrafficErrors(OnError.FAIL_CHECK)).isEqualTo(at(3));
        assertThat(at(4).afterTrafficErrors(OnError.SUDDEN_DEATH)).isEqualTo(at(2));
        assertThat(at(4).afterTrafficErrors(OnError.MARK_DOWN)).isEqualTo(at(0));
        assertThat(at(1).afterTrafficErrors(OnError.MARK_DOWN)).isEqualTo(at(0));
    }

    @Test
    void aValueOutsideTheRangeIsRefused() {
        assertThatThrownBy(() -> at(5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> at(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Health(0, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
