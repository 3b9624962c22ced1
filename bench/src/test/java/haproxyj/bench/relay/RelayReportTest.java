package haproxyj.bench.relay;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.bench.Json;
import haproxyj.bench.relay.Figure.Bar;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RelayReportTest {
    private static final Figure RATE = new Figure("rate", "requests/s", Goal.ratioAtLeast(1.1), Bar.more("rate"));
    private static final List<Contestant> CONTESTANTS =
            List.of(Contestant.DIRECT, Contestant.HAPROXY_COPY, Contestant.HAPROXY_J);
    private final Results results = new Results();

    private RelayReport report() {
        return new RelayReport(results, CONTESTANTS, Map.of("pairs", 2));
    }

    private void pair(double copy, double ours) {
        results.add(
                List.of(RATE),
                CONTESTANTS,
                Map.of(Contestant.HAPROXY_COPY, Map.of(RATE, copy), Contestant.HAPROXY_J, Map.of(RATE, ours)));
    }

    @Test
    void theTableHasValuesRatiosAndTheVerdict() {
        pair(1_000, 1_200);
        pair(500, 500);
        pair(100, 115);
        assertThat(report().toString().lines().map(line -> line.replaceAll(" +", " ")))
                .contains("requests/s - 500 500 >=1.10", " ratio to haproxy-copy 1.15 (1.00..1.20) ok");
    }

    @Test
    void theJsonHasEveryPair() {
        pair(100, 50);
        assertThat(Json.write(report().json()).replaceAll("\\s+", " "))
                .contains("\"ratioTo\": \"haproxy-copy\"")
                .contains("\"verdict\": \"short\", \"pairs\": [ 50.0 ]")
                .doesNotContain("direct");
    }

    @Test
    void theOtherHaproxyIsTheReferenceWhenTheRivalIsAway() {
        results.add(
                List.of(RATE),
                List.of(Contestant.HAPROXY_SPLICE, Contestant.NGINX),
                Map.of(Contestant.HAPROXY_SPLICE, Map.of(RATE, 2.0), Contestant.NGINX, Map.of(RATE, 3.0)));
        assertThat(results.reference(RATE)).contains(Contestant.HAPROXY_SPLICE);
        assertThat(results.ratios(RATE, Contestant.NGINX)).containsExactly(1.5);
    }

    @Test
    void whenOnlyAFewPairsCanBeComparedNothingIsDecided() {
        pair(1_000, 1_200);
        pair(Double.NaN, 1_200);
        assertThat(Json.write(report().json())).contains("\"verdict\": \"unclear\"");
    }

    @Test
    void threeDigitsCount() {
        assertThat(RelayReport.digits(12_345.6)).isEqualTo("12346");
        assertThat(RelayReport.digits(12.345)).isEqualTo("12.3");
        assertThat(RelayReport.digits(-1.234)).isEqualTo("-1.23");
        assertThat(RelayReport.digits(0.12345)).isEqualTo("0.123");
    }
}
