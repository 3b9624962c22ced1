package haproxyj.bench.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
    @Test
    void twoContestantsAlternate() {
        assertThat(Rounds.turn(List.of("a", "b"), 0)).containsExactly("a", "b");
        assertThat(Rounds.turn(List.of("a", "b"), 1)).containsExactly("b", "a");
        assertThat(Rounds.turn(List.of("a", "b"), 2)).containsExactly("a", "b");
    }

    @Test
    void ofThreeEachComesFirstAndNobodyAlwaysFollowsTheSame() {
        List<String> all = List.of("a", "b", "c");
        assertThat(Rounds.turn(all, 0)).containsExactly("a", "b", "c");
        assertThat(Rounds.turn(all, 1)).containsExactly("a", "c", "b");
        assertThat(Rounds.turn(all, 2)).containsExactly("c", "a", "b");
        assertThat(Rounds.turn(all, 3)).containsExactly("c", "b", "a");
        assertThat(Rounds.turn(all, 4)).containsExactly("b", "c", "a");
    }
}
