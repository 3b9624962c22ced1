package haproxyj.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static Options parse(String... words) {
        return Options.parse(List.of(words), Set.of("inter", "rounds"));
    }

    @Test
    void durationsNeedAUnit() {
        assertThat(parse("--inter", "300ms").millis("inter", 1)).isEqualTo(300);
        assertThat(parse("--inter", "5s").millis("inter", 1)).isEqualTo(5_000);
        assertThat(parse("--inter", "10m").millis("inter", 1)).isEqualTo(600_000);
        assertThat(parse().millis("inter", 7)).isEqualTo(7);
        assertThatThrownBy(() -> parse("--inter", "300").millis("inter", 1)).hasMessageContaining("300ms, 5s or 10m");
    }

    @Test
    void numbersArePositive() {
        assertThat(parse("--rounds", "12").number("rounds", 1)).isEqualTo(12);
        assertThatThrownBy(() -> parse("--rounds", "0").number("rounds", 1)).hasMessageContaining("above 0");
    }

    @Test
    void unknownAndUnfinishedOptionsAreNamed() {
        assertThatThrownBy(() -> parse("--speed", "9")).hasMessageContaining("unknown option --speed");
        assertThatThrownBy(() -> parse("--inter")).hasMessageContaining("needs a value");
    }
}
