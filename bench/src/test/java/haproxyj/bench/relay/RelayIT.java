package haproxyj.bench.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import haproxyj.bench.process.Ports;
import haproxyj.bench.process.Workspace;
import haproxyj.bench.proxy.HaproxyPeer;
import haproxyj.bench.proxy.NginxPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every kind of load, against the installed peers, for a second. */
class RelayIT {
    @Test
    void everyFigureHasAValue() throws IOException, InterruptedException {
        boolean there = HaproxyPeer.isInstalled()
                && NginxPeer.isInstalled()
                && Files.exists(Path.of("/usr/bin/wrk"))
                && Files.exists(Path.of("/usr/bin/iperf3"));
        if (!"true".equals(System.getenv("CI"))) {
            assumeTrue(there, "needs Debian's haproxy, nginx, libnginx-mod-stream, wrk and iperf3");
        }
        assertThat(there)
                .as("haproxy, nginx, libnginx-mod-stream, wrk and iperf3 are installed")
                .isTrue();
        try (Workspace workspace = Workspace.open("relay-it")) {
            Arena arena = Arena.open(
                    workspace,
                    new Ports(new Random()),
                    new Arena.Settings(Path.of("haproxy-j"), Optional.empty(), 2, false));
            try (Target nginx = arena.start(Contestant.NGINX, 1_000);
                    Target haproxy = arena.start(Contestant.HAPROXY_SPLICE, 1_000)) {
                List<Work> works = List.of(
                        RequestWork.connect(workspace, 1),
                        RequestWork.keepAlive(workspace, 50, 1, true),
                        new BulkWork(workspace, 2, 1, false),
                        new BulkWork(workspace, 2, 1, true));
                for (Work work : works) {
                    Map<Figure, Double> values = work.play(nginx);
                    assertThat(values.keySet()).containsExactlyInAnyOrderElementsOf(work.figures());
                    assertThat(values.values())
                            .allSatisfy(value -> assertThat(value).isPositive().isFinite());
                }
                assertThat(new LatencyWork(100, 1).play(haproxy).values())
                        .hasSize(4)
                        .allSatisfy(value -> assertThat(value).isPositive());
            }
            assertThat(arena.programs()).containsOnlyKeys("nginx", "haproxy-splice");
        }
    }
}
