package haproxyj.bench.relay;

import haproxyj.bench.Statistics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All values of a run: per figure and contestant one per pair. One owner. */
final class Results {
    private final Map<Figure, Map<Contestant, List<Double>>> values = new LinkedHashMap<>();

    /** Takes a pair; who has no value in it gets NaN, so that pairs stay aligned. */
    void add(List<Figure> figures, List<Contestant> contestants, Map<Contestant, Map<Figure, Double>> pair) {
        for (Figure figure : figures) {
            for (Contestant contestant : contestants) {
                double value = pair.getOrDefault(contestant, Map.of()).getOrDefault(figure, Double.NaN);
                values.computeIfAbsent(figure, key -> new EnumMap<>(Contestant.class))
                        .computeIfAbsent(contestant, key -> new ArrayList<>())
                        .add(value);
            }
        }
    }

    /** The figures that somebody has a value of, in the order they came. */
    List<Figure> figures() {
        return values.keySet().stream()
                .filter(figure -> values.get(figure).keySet().stream()
                        .anyMatch(contestant -> statistics(figure, contestant).isPresent()))
                .toList();
    }

    /** One value per pair, NaN where there is none. */
    List<Double> values(Figure figure, Contestant contestant) {
        return values.getOrDefault(figure, Map.of()).getOrDefault(contestant, Collections.emptyList());
    }

    /** Median and range of the values. */
    Optional<Statistics> statistics(Figure figure, Contestant contestant) {
        return of(values(figure, contestant));
    }

    /** Median and range of the ratios to the reference, pair by pair. */
    Optional<Statistics> ratio(Figure figure, Contestant contestant) {
        return of(Ratios.pairwise(values(figure, contestant), values(figure, Contestant.REFERENCE), figure.floor()));
    }

    private static Optional<Statistics> of(List<Double> values) {
        List<Double> finite = values.stream().filter(Double::isFinite).toList();
        return finite.isEmpty() ? Optional.empty() : Optional.of(Statistics.of(finite));
    }
}
