package haproxyj.bench.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTableTest {
    private static final String FIN_ROW = "idle/client/rst   -       -       FIN 0     -         CD  0";
    private static final String RST_ROW = "idle/client/rst   -       -       RST 0     -         CD  0";

    @Test
    void aRaceKeepsEveryEndOnce() {
        OutcomeTable table = OutcomeTable.parse(List.of("# comment", "", FIN_ROW, RST_ROW, RST_ROW));
        assertThat(table.cells()).containsExactly("idle/client/rst");
        assertThat(table.of("idle/client/rst")).hasSize(2);
    }

    @Test
    void aCellThatCouldNotBePlayedIsNoObservation() {
        OutcomeTable table = new OutcomeTable();
        table.add("idle/client/rst", Outcome.UNPLAYABLE);
        assertThat(table.cells()).isEmpty();
    }

    @Test
    void itsTextReadsBackToTheSameText() {
        OutcomeTable table = OutcomeTable.parse(List.of(FIN_ROW, RST_ROW));
        assertThat(OutcomeTable.parse(table.toString().lines().toList())).hasToString(table.toString());
    }

    @Test
    void aBrokenRowIsNamedByItsNumber() {
        assertThatThrownBy(() -> OutcomeTable.parse(List.of("# fine", "idle/client/rst what is this")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void theCheckedInTableHasEveryCellAndNoOther() throws IOException {
        OutcomeTable table = OutcomeTable.parse(Files.readAllLines(Path.of(MatrixCommand.SAVED)));
        assertThat(table.cells())
                .containsExactlyInAnyOrderElementsOf(
                        Cell.all().stream().map(Cell::name).toList());
    }
}
