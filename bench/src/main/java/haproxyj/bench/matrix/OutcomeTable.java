package haproxyj.bench.matrix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Outcomes by cell; a cell that is a race has several. One line each as text. Pure, one owner. */
public final class OutcomeTable {
    private final Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();

    /** Adds one observation; a second one that equals it is not kept, nor is {@link Outcome#UNPLAYABLE}. */
    public void add(String cell, Outcome outcome) {
        if (outcome.equals(Outcome.UNPLAYABLE)) {
            return;
        }
        List<Outcome> known = outcomes.computeIfAbsent(cell, name -> new ArrayList<>());
        if (known.stream().noneMatch(outcome::matches)) {
            known.add(outcome);
        }
    }

    /** Adds all observations of a run. */
    public void addAll(Map<String, Outcome> run) {
        run.forEach(this::add);
    }

    /** Adds every line of another table. */
    public void addAll(OutcomeTable that) {
        that.outcomes.forEach((cell, known) -> known.forEach(outcome -> add(cell, outcome)));
    }

    /** What was observed of a cell, first observation first; empty when it was never played. */
    public List<Outcome> of(String cell) {
        return outcomes.getOrDefault(cell, List.of());
    }

    /** Names of the cells in order. */
    public List<String> cells() {
        return List.copyOf(outcomes.keySet());
    }

    /**
     * Reads lines written by {@link #toString}; empty lines and lines that start with {@code #} are comments.
     *
     * @throws IllegalArgumentException when a line is neither; the message holds its number
     */
    public static OutcomeTable parse(List<String> lines) {
        OutcomeTable table = new OutcomeTable();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            int at = number;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split("\\s+", 2);
            Optional<Outcome> outcome = parts.length == 2 ? Outcome.parse(parts[1]) : Optional.empty();
            table.add(
                    parts[0],
                    outcome.orElseThrow(() -> new IllegalArgumentException(
                            "line " + at + " is not a row of the matrix, write the table anew with --save: " + line)));
        }
        return table;
    }

    /** The row of one cell. */
    public static String row(String cell, Object columns) {
        return String.format("%-34s", cell) + columns;
    }

    @Override
    public String toString() {
        StringBuilder out =
                new StringBuilder("# ").append(String.format("%-32s", "cell")).append(Outcome.HEADING);
        outcomes.forEach(
                (cell, known) -> known.forEach(outcome -> out.append('\n').append(row(cell, outcome))));
        return out.append('\n').toString();
    }
}
