package haproxyj.bench.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.bench.matrix.Cell.Event;
import haproxyj.bench.matrix.Cell.Side;
import haproxyj.bench.matrix.Cell.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellTest {
    @Test
    void everyStateMeetsFinResetAndSilenceOfBothSides() {
        List<Cell> cells = Cell.all();
        for (State state : State.values()) {
            for (Side side : Side.values()) {
                for (Event event : List.of(Event.FIN, Event.RST, Event.SILENCE)) {
                    assertThat(cells).contains(new Cell(event, side, state));
                }
            }
        }
    }

    @Test
    void onlyAnEstablishedConnectionCanBeHeldHalfOpen() {
        assertThat(Cell.all().stream()
                        .filter(cell -> cell.event() == Event.HELD)
                        .map(Cell::state)
                        .distinct())
                .containsExactly(State.IDLE, State.C2S, State.S2C, State.FULL_C2S, State.FULL_S2C);
    }

    @Test
    void namesAreUniqueAndFitForSections() {
        List<String> sections = Cell.all().stream().map(Cell::section).toList();
        assertThat(sections).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z0-9.-]+"));
        assertThat(new Cell(Event.FIN, Side.CLIENT, State.FULL_C2S).name()).isEqualTo("full-c2s/client/fin");
    }
}
