package haproxyj.bench.failover;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.bench.failover.Prober.Probe;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProbeSeriesTest {
    private static final ProbeSeries SERIES = new ProbeSeries(List.of(
            new Probe(0, 9, Optional.of("rb1")),
            new Probe(5, 900, Optional.empty()),
            new Probe(10, 11, Optional.empty()),
            new Probe(15, 45, Optional.of("rb2")),
            new Probe(20, 40, Optional.of("rb2")),
            new Probe(25, 60, Optional.of("rb1"))));

    @Test
    void onlyProbesOpenedSinceTheMomentCount() {
        assertThat(SERIES.failedSince(10)).isEqualTo(1);
        assertThat(SERIES.failedSince(0)).isEqualTo(2);
        assertThat(SERIES.openedSince(10)).isEqualTo(4);
        assertThat(SERIES.slowestSince(10)).isEqualTo(35);
    }

    @Test
    void firstGreetingIsTheOneDecidedFirst() {
        assertThat(SERIES.firstGreeting("rb2", 0)).hasValue(40);
        assertThat(SERIES.firstGreeting("rb1", 5)).hasValue(60);
        assertThat(SERIES.firstGreeting("rb3", 0)).isEmpty();
    }

    @Test
    void aSeriesWithoutGreetingsHasNoSlowestOne() {
        assertThat(SERIES.slowestSince(100)).isZero();
    }
}
