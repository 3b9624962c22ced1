package haproxyj.bench.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ContestantTest {
    @Test
    void theOrderOfTheTableIsKept() {
        assertThat(Contestant.list("haproxy-j,direct")).containsExactly(Contestant.DIRECT, Contestant.HAPROXY_J);
    }

    @Test
    void unknownAndDoubleOnesAreNamed() {
        assertThatThrownBy(() -> Contestant.list("direct,envoy"))
                .hasMessageContaining("envoy")
                .hasMessageContaining("haproxy-splice");
        assertThatThrownBy(() -> Contestant.list("nginx,nginx")).hasMessageContaining("nginx");
    }
}
