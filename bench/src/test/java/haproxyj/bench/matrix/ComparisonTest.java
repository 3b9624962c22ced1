package haproxyj.bench.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haproxyj.bench.matrix.Comparison.Row;
import haproxyj.bench.matrix.Comparison.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final String CELL = "idle/client/rst";
    private static final Outcome FIN =
            Outcome.parse("-       -       FIN 0     -         CD  0").orElseThrow();
    private static final Outcome RST =
            Outcome.parse("-       -       RST 0     -         CD  0").orElseThrow();

    private static Verdict verdict(OutcomeTable reference, Outcome subject, Map<String, String> reasons) {
        List<Row> rows = Comparison.of(reference, Map.of(CELL, subject), reasons);
        assertThat(rows).hasSize(1);
        return rows.get(0).verdict();
    }

    @Test
    void anyObservationOfTheReferenceWillDo() {
        OutcomeTable reference = new OutcomeTable();
        reference.add(CELL, FIN);
        assertThat(verdict(reference, FIN, Map.of())).isEqualTo(Verdict.SAME);
        assertThat(verdict(reference, RST, Map.of())).isEqualTo(Verdict.DIFFERENT);
        reference.add(CELL, RST);
        assertThat(verdict(reference, RST, Map.of())).isEqualTo(Verdict.SAME);
    }

    @Test
    void aJustificationTurnsADifferenceButNotASameness() {
        OutcomeTable reference = new OutcomeTable();
        reference.add(CELL, FIN);
        Map<String, String> reasons = Map.of(CELL, "on purpose");
        assertThat(verdict(reference, RST, reasons)).isEqualTo(Verdict.JUSTIFIED);
        assertThat(verdict(reference, FIN, reasons)).isEqualTo(Verdict.SAME);
    }

    @Test
    void aCellTheReferenceLacksIsUnknown() {
        assertThat(verdict(new OutcomeTable(), FIN, Map.of(CELL, "on purpose"))).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void differencesFileIsCellColonReason() {
        assertThat(Comparison.reasons(List.of("# why", "", " idle/client/rst : because: so ")))
                .containsExactly(Map.entry(CELL, "because: so"));
    }

    @Test
    void differencesFileRejectsTyposAndSilence() {
        assertThatThrownBy(() -> Comparison.reasons(List.of("idle/clent/rst: because")))
                .hasMessageContaining("no cell idle/clent/rst");
        assertThatThrownBy(() -> Comparison.reasons(List.of("idle/client/rst:")))
                .hasMessageContaining("cell: justification");
    }

    @Test
    void theCheckedInDifferencesFileIsValid() throws IOException {
        Map<String, String> reasons = Comparison.reasons(Files.readAllLines(Path.of("matrix-differences.txt")));
        assertThat(reasons).allSatisfy((cell, reason) -> assertThat(reason).hasSizeGreaterThan(20));
    }
}
