package haproxyj.bench.growth;

import haproxyj.bench.Statistics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a connection cost at each size of something that grows, for each contestant. Not thread-safe. */
final class Series {
    /** Largest by smallest median up to which a cost counts as flat. */
    static final double FLAT = 1.25;

    private final String title;
    private final Map<Integer, Map<String, List<Double>>> micros = new LinkedHashMap<>();

    /** @param title what grows */
    Series(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    void add(int size, String contestant, double microsPerConnection) {
        micros.computeIfAbsent(size, s -> new LinkedHashMap<>())
                .computeIfAbsent(contestant, c -> new ArrayList<>())
                .add(microsPerConnection);
    }

    private List<String> contestants() {
        return micros.values().stream()
                .flatMap(row -> row.keySet().stream())
                .distinct()
                .toList();
    }

    private Optional<Statistics> at(int size, String contestant) {
        return Optional.ofNullable(micros.getOrDefault(size, Map.of()).get(contestant))
                .map(Statistics::of);
    }

    /** Largest by smallest median. */
    double growth(String contestant) {
        List<Double> medians = micros.keySet().stream()
                .flatMap(size -> at(size, contestant).stream())
                .map(Statistics::median)
                .toList();
        double least = medians.stream().mapToDouble(d -> d).min().orElse(Double.NaN);
        return medians.stream().mapToDouble(d -> d).max().orElse(Double.NaN) / least;
    }

    /** Whether the cost stays the same. */
    boolean isFlat(String contestant) {
        return growth(contestant) <= FLAT;
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        micros.forEach((size, row) -> json.put(Integer.toString(size), row));
        for (String contestant : contestants()) {
            json.put("growth of " + contestant, growth(contestant));
        }
        return json;
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(String.format("%-32s", title));
        contestants().forEach(name -> out.append(String.format("%24s", name)));
        out.append('\n');
        for (int size : micros.keySet()) {
            out.append(String.format("%-32s", String.format("  %,d", size)));
            contestants()
                    .forEach(name -> out.append(String.format(
                            "%24s", at(size, name).map(Statistics::toString).orElse("-"))));
            out.append('\n');
        }
        out.append(String.format("%-32s", "  largest by smallest"));
        contestants()
                .forEach(name -> out.append(String.format(
                        "%24s", String.format("%.2f %s", growth(name), isFlat(name) ? "flat" : "GROWS"))));
        return out.append('\n').toString();
    }
}
