package haproxyj.bench.relay;

import haproxyj.bench.Statistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The table and the JSON object of a run. Pure. */
final class RelayReport {
    private static final int WORDS_WIDTH = 48;
    private static final int VALUE_WIDTH = 20;
    private static final int RATIO_WIDTH = 20;

    private final Results results;
    private final List<Contestant> contestants;
    private final Map<String, Object> settings;

    RelayReport(Results results, List<Contestant> contestants, Map<String, Object> settings) {
        this.results = results;
        this.contestants = contestants;
        this.settings = settings;
    }

    /** Everything, for {@link haproxyj.bench.Json}. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("settings", settings);
        for (Figure figure : results.figures()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("words", figure.words().strip());
            row.put("goal", figure.goal().toString());
            results.reference(figure).ifPresent(rival -> row.put("ratioTo", rival.label()));
            for (Contestant contestant : contestants) {
                results.statistics(figure, contestant)
                        .ifPresent(statistics -> row.put(contestant.label(), json(figure, contestant, statistics)));
            }
            json.put(figure.key(), row);
        }
        return json;
    }

    private Map<String, Object> json(Figure figure, Contestant contestant, Statistics statistics) {
        Map<String, Object> cell = new LinkedHashMap<>();
        cell.put("median", statistics.median());
        cell.put("least", statistics.least());
        cell.put("most", statistics.most());
        results.ratio(figure, contestant).ifPresent(ratio -> {
            cell.put("ratio", ratio.median());
            cell.put("ratioLeast", ratio.least());
            cell.put("ratioMost", ratio.most());
            cell.put("ratioPairs", results.ratios(figure, contestant).size());
        });
        if (contestant.isHaproxyJ()) {
            cell.put("verdict", verdict(figure, contestant));
        }
        cell.put("pairs", results.values(figure, contestant));
        return cell;
    }

    private String verdict(Figure figure, Contestant contestant) {
        Optional<Statistics> ratio = results.ratio(figure, contestant);
        int compared = results.ratios(figure, contestant).size();
        if (compared > 0 && compared * 2 <= results.values(figure, contestant).size()) {
            return "unclear";
        }
        return results.statistics(figure, contestant)
                .map(value -> figure.goal()
                        .verdict(
                                value.median(),
                                ratio.isPresent()
                                        ? OptionalDouble.of(ratio.get().median())
                                        : OptionalDouble.empty()))
                .orElse("-");
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("Relaying. ").append(settings).append('\n');
        out.append("Medians; below each its ratio pair by pair, median (least..most).\n\n");
        out.append(left("", WORDS_WIDTH));
        contestants.forEach(contestant -> out.append(left(contestant.label(), VALUE_WIDTH)));
        out.append("goal\n");
        results.figures().forEach(figure -> rows(out, figure));
        return out.toString();
    }

    private void rows(StringBuilder out, Figure figure) {
        StringBuilder line = new StringBuilder(left(figure.words(), WORDS_WIDTH));
        Optional<Contestant> reference = results.reference(figure);
        StringBuilder below = new StringBuilder(
                left(reference.map(rival -> "      ratio to " + rival.label()).orElse(""), WORDS_WIDTH));
        for (Contestant contestant : contestants) {
            line.append(left(
                    results.statistics(figure, contestant)
                            .map(value -> digits(value.median()))
                            .orElse("-"),
                    VALUE_WIDTH));
            Optional<Statistics> ratio = reference.filter(contestant::equals).isPresent()
                    ? Optional.empty()
                    : results.ratio(figure, contestant);
            below.append(left(ratio.map(RelayReport::ratioText).orElse(""), RATIO_WIDTH));
        }
        line.append(figure.goal());
        contestants.stream()
                .filter(contestant -> contestant.isHaproxyJ() && figure.goal().kind() != Goal.Kind.NONE)
                .findFirst()
                .ifPresent(contestant -> below.append(verdict(figure, contestant)));
        out.append(line.toString().stripTrailing()).append('\n');
        if (!below.toString().isBlank()) {
            out.append(below.toString().stripTrailing()).append('\n');
        }
    }

    private static String ratioText(Statistics ratio) {
        return String.format(Locale.ROOT, "%.2f (%.2f..%.2f)", ratio.median(), ratio.least(), ratio.most());
    }

    /** Three digits that count, or all before the point. */
    static String digits(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private static String left(String text, int width) {
        return String.format("%-" + width + "s ", text);
    }
}
