package haproxyj.bench.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LatencyWorkTest {
    private final LatencyWork work = new LatencyWork(5_000, 1);

    private Figure figure(String key) {
        return work.figures().stream()
                .filter(figure -> figure.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private Map<Figure, Double> raw(double micros) {
        Map<Figure, Double> values = new HashMap<>();
        for (String name : List.of("p50", "p90", "p99", "p99_9")) {
            values.put(figure("latencyMicros" + name), micros);
        }
        return values;
    }

    @Test
    void whatAProxyAddsIsTheDifferenceToDirect() {
        Map<Contestant, Map<Figure, Double>> pair =
                work.complete(Map.of(Contestant.DIRECT, raw(30), Contestant.NGINX, raw(75)));
        assertThat(pair.get(Contestant.NGINX)).containsEntry(figure("addedMicrosp99_9"), 45.0);
        assertThat(pair.get(Contestant.DIRECT)).doesNotContainKey(figure("addedMicrosp50"));
    }

    @Test
    void withoutDirectNothingIsKnownToBeAdded() {
        Map<Contestant, Map<Figure, Double>> pair = work.complete(Map.of(Contestant.NGINX, raw(75)));
        assertThat(pair.get(Contestant.NGINX)).containsEntry(figure("addedMicrosp50"), Double.NaN);
    }
}
