package haproxyj.bench.matrix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds one contestant's outcomes against the reference's. Pure. */
public final class Comparison {
    /** The verdict on one cell. */
    public enum Verdict {
        /** Matches an observation of the reference. */
        SAME("same"),
        /** Does not, and the differences file says why. */
        JUSTIFIED("DIFFERENT, justified"),
        /** Does not. */
        DIFFERENT("DIFFERENT"),
        /** The reference has no such cell. */
        UNKNOWN("not in the reference");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * One cell, compared.
     *
     * @param cell name
     * @param reference its observations
     * @param subject what the contestant did
     * @param verdict on it
     * @param reason justification, when there is one
     */
    public record Row(
            String cell, List<Outcome> reference, Outcome subject, Verdict verdict, Optional<String> reason) {}

    private Comparison() {}

    /** One row per cell the subject played, in its order. */
    public static List<Row> of(OutcomeTable reference, Map<String, Outcome> subject, Map<String, String> reasons) {
        List<Row> rows = new ArrayList<>();
        subject.forEach((cell, outcome) -> {
            List<Outcome> known = reference.of(cell);
            Optional<String> reason = Optional.ofNullable(reasons.get(cell));
            rows.add(new Row(cell, known, outcome, verdict(known, outcome, reason), reason));
        });
        return rows;
    }

    private static Verdict verdict(List<Outcome> known, Outcome outcome, Optional<String> reason) {
        if (known.isEmpty()) {
            return Verdict.UNKNOWN;
        }
        if (known.stream().anyMatch(outcome::matches)) {
            return Verdict.SAME;
        }
        return reason.isPresent() ? Verdict.JUSTIFIED : Verdict.DIFFERENT;
    }

    /**
     * Reads the differences file: {@code cell: justification} a line, {@code #} starts a comment.
     *
     * @throws IllegalArgumentException when a line has no justification, or names no cell of the matrix
     */
    public static Map<String, String> reasons(List<String> lines) {
        List<String> names = Cell.all().stream().map(Cell::name).toList();
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String line : lines) {
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            int colon = text.indexOf(':');
            if (colon < 0 || text.substring(colon + 1).isBlank()) {
                throw new IllegalArgumentException("write \"cell: justification\" instead of: " + text);
            }
            String cell = text.substring(0, colon).strip();
            if (!names.contains(cell)) {
                throw new IllegalArgumentException("the matrix has no cell " + cell);
            }
            reasons.put(cell, text.substring(colon + 1).strip());
        }
        return reasons;
    }
}
