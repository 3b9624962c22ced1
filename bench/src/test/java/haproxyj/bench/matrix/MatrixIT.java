package haproxyj.bench.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import haproxyj.bench.process.Ports;
import haproxyj.bench.process.Workspace;
import haproxyj.bench.proxy.HaproxyPeer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The scenarios themselves, against an installed HAProxy: a few cells that are no race. */
class MatrixIT {
    private static final List<String> CELLS =
            List.of("idle/client/fin", "idle/server/rst", "queued/server/silence", "full-c2s/client/fin");

    @Test
    void sureCellsEndAsTheyMust() throws IOException, InterruptedException {
        assumeTrue(HaproxyPeer.isInstalled(), "HAProxy is not installed");
        List<Cell> cells =
                Cell.all().stream().filter(cell -> CELLS.contains(cell.name())).toList();
        Ports ports = new Ports(new Random());
        try (Workspace workspace = Workspace.open("matrix-it")) {
            Map<String, Outcome> outcomes =
                    Matrix.play(ports, spec -> HaproxyPeer.start(workspace, ports, "haproxy", spec), cells);
            assertThat(outcomes.keySet()).containsExactlyInAnyOrderElementsOf(CELLS);
            assertThat(outcomes.get("idle/client/fin").letters()).isEqualTo("--");
            assertThat(outcomes.get("idle/server/rst").letters()).isEqualTo("SD");
            assertThat(outcomes.get("queued/server/silence").letters()).isEqualTo("sQ");
            assertThat(outcomes.get("full-c2s/client/fin").toServer()).isEqualTo(Outcome.Delivery.ALL);
        }
    }
}
