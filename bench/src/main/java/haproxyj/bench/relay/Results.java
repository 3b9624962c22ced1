package haproxyj.bench.relay;

import haproxyj.bench.Statistics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
        return values.entrySet().stream()
                .filter(row -> row.getValue().values().stream()
                        .anyMatch(column -> column.stream().anyMatch(Double::isFinite)))
                .map(Map.Entry::getKey)
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

    /** Whom the figure's ratios refer to: its rival, or the other HAProxy if the rival did not play. */
    Optional<Contestant> reference(Figure figure) {
        return Stream.of(figure.rival(), Contestant.HAPROXY_COPY, Contestant.HAPROXY_SPLICE)
                .filter(contestant -> statistics(figure, contestant).isPresent())
                .findFirst();
    }

    /** Median and range of {@link #ratios}. */
    Optional<Statistics> ratio(Figure figure, Contestant contestant) {
        return of(ratios(figure, contestant));
    }

    /** Ratios to the reference, of the pairs that can be compared. */
    List<Double> ratios(Figure figure, Contestant contestant) {
        return reference(figure)
                .map(reference ->
                        Ratios.pairwise(values(figure, contestant), values(figure, reference), figure.floor()))
                .orElse(List.of());
    }

    private static Optional<Statistics> of(List<Double> values) {
        List<Double> finite = values.stream().filter(Double::isFinite).toList();
        return finite.isEmpty() ? Optional.empty() : Optional.of(Statistics.of(finite));
    }
}
