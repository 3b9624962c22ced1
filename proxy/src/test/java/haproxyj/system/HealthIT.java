package haproxyj.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks by connect, their arithmetic and intervals, and what starts down or in maintenance. */
class HealthIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final Origin origin = Origin.named("s");
    private final int front = Ports.free();
    private final int stats = Ports.free();
    private HaproxyJ proxy;

    @AfterEach
    void stop() {
        proxy.close();
        origin.close();
    }

    private void start(String... servers) throws IOException {
        StringBuilder text = new StringBuilder("""
                global: {stats: "127.0.0.1:%d"}
                defaults: {timeout: {connect: 1s, client: 1m, server: 1m, check: 1s}, retries: 0}
                listen:
                  b:
                    bind: "127.0.0.1:%d"
                    server:
                """.formatted(stats, front));
        for (String server : servers) {
            text.append("      ").append(server.formatted(origin.port())).append('\n');
        }
        proxy = HaproxyJ.ready(Files.writeString(folder.resolve("health.yml"), text));
    }

    private List<String> said() {
        return proxy.stderr().stream()
                .map(line -> line.replaceFirst("^.*?((Backup )?[Ss]erver b/|Health check for|backend b)", "$1")
                        .replaceFirst("duration: \\d+ms", "duration: Nms"))
                .filter(line -> line.matches("(Backup |Server b/|Health|backend b).*"))
                .toList();
    }

    @Test
    void fallAndRiseInHaproxysWords() throws Exception {
        start("s: {address: '127.0.0.1:%d', check: true, inter: 60ms, rise: 2, fall: 3}");
        Admin admin = new Admin(stats);
        String passed = "haproxy_server_check_status{proxy=\"b\",server=\"s\",state=\"L4OK\"}";
        Awaitility.await("first check").until(() -> admin.sample(passed) == 1);
        origin.down();
        proxy.awaitLog("b/s is DOWN", SOON);
        origin.up();
        proxy.awaitLog("b/s is UP", SOON);

        String refused = "reason: Layer4 connection problem, info: \"Connection refused\", check duration: Nms";
        String fine = "reason: Layer4 check passed, check duration: Nms";
        // The first check of all, which passes on the edge, may still be among them.
        assertThat(said())
                .filteredOn(line -> !line.endsWith("succeeded, " + fine + ", status: 3/3 UP."))
                .containsExactly(
                        "Health check for server b/s failed, " + refused + ", status: 2/3 UP.",
                        "Health check for server b/s failed, " + refused + ", status: 1/3 UP.",
                        "Server b/s is DOWN, " + refused + ". 0 active and 0 backup servers left."
                                + " 0 sessions active, 0 requeued, 0 remaining in queue.",
                        "backend b has no server available!",
                        "Health check for server b/s succeeded, " + fine + ", status: 1/2 DOWN.",
                        "Server b/s is UP, " + fine + ". 1 active and 0 backup servers online."
                                + " 0 sessions requeued, 0 total in queue.");
        assertThat(admin.sample("haproxy_server_check_up_down_total{proxy=\"b\",server=\"s\"}"))
                .isEqualTo(1);
        assertThat(admin.sample("haproxy_server_check_failures_total{proxy=\"b\",server=\"s\"}"))
                .as("failures while up")
                .isEqualTo(3);
    }

    @Test
    void fastinterIsUsedOnTheWayDown() throws Exception {
        // With an hour between checks only fastinter can bring the three failures before the test gives up.
        start("s: {address: '127.0.0.1:%d', check: true, inter: 1h, fastinter: 30ms, downinter: 1h, fall: 3,"
                + " observe: layer4, error-limit: 1, on-error: fastinter}");
        assertThat(Client.servedBy(front)).isEqualTo("s");
        Awaitility.await("the first check").until(() -> said().stream().anyMatch(l -> l.contains("3/3 UP")));
        origin.down();
        assertThat(Client.servedBy(front)).isEmpty();
        proxy.awaitLog("b/s is DOWN", SOON);
        assertThat(said()).filteredOn(line -> line.contains("failed")).hasSize(2);
    }

    @Test
    void downinterAndFastinterAreUsedOnTheWayUp() throws Exception {
        origin.down();
        start("s: {address: '127.0.0.1:%d', check: true, inter: 1h, fastinter: 30ms, downinter: 100ms, rise: 3}");
        proxy.awaitLog("b/s is DOWN", SOON); // on the edge: one failure is enough, whatever fall says
        origin.up();
        proxy.awaitLog("b/s is UP", SOON);
        assertThat(said())
                .filteredOn(line -> line.contains("succeeded"))
                .extracting(line -> line.substring(line.indexOf("status:")))
                .containsExactly("status: 1/3 DOWN.", "status: 2/3 DOWN.");
        assertThat(Client.servedBy(front)).isEqualTo("s");
    }

    @Test
    void statesToStartWith() throws Exception {
        start(
                "off: {address: '127.0.0.1:%d', disabled: true, check: true, inter: 50ms}",
                "down: {address: '127.0.0.1:%d', check: true, inter: 50ms, init-state: down, rise: 5}",
                "fully: {address: '127.0.0.1:%d', check: true, inter: 50ms, init-state: fully-down, rise: 3}",
                "tracker: {address: '127.0.0.1:%d', track: off}",
                "backup: {address: '127.0.0.1:%d', backup: true, init-state: fully-up, check: true, inter: 50ms}");
        proxy.awaitLog("b/down is UP", SOON);
        proxy.awaitLog("b/fully is UP", SOON);
        List<String> said = said();
        assertThat(said).filteredOn(line -> line.contains("b/down")).hasSize(1);
        assertThat(said)
                .filteredOn(line -> line.contains("b/fully"))
                .extracting(line -> line.replaceFirst(".*(is UP|\\d/\\d DOWN).*", "$1"))
                .containsExactly("1/3 DOWN", "2/3 DOWN", "is UP");
        assertThat(said).noneMatch(line -> line.contains("b/off") || line.contains("b/tracker"));
        assertThat(new Admin(stats).samples())
                .contains(
                        "haproxy_server_status{proxy=\"b\",server=\"off\",state=\"MAINT\"} 1",
                        "haproxy_server_status{proxy=\"b\",server=\"tracker\",state=\"MAINT\"} 1",
                        "haproxy_server_status{proxy=\"b\",server=\"down\",state=\"UP\"} 1",
                        "haproxy_backend_active_servers{proxy=\"b\"} 2",
                        "haproxy_backend_backup_servers{proxy=\"b\"} 1");
    }

    @Test
    void trackedServersFollow() throws Exception {
        start(
                "s: {address: '127.0.0.1:%d', check: true, inter: 50ms}",
                "follower: {address: '127.0.0.1:%d', track: s}", "third: {address: '127.0.0.1:%d', track: b/follower}");
        origin.down();
        proxy.awaitLog("b/third is DOWN via b/follower", SOON);
        proxy.awaitLog("backend b has no server available!", SOON);
        origin.up();
        proxy.awaitLog("b/third is UP via b/follower", SOON);
        assertThat(said())
                .extracting(line -> line.replaceFirst("(is (UP|DOWN)( via b/\\w+)?).*", "$1"))
                .containsSubsequence(
                        "Server b/s is DOWN",
                        "Server b/follower is DOWN via b/s",
                        "Server b/third is DOWN via b/follower",
                        "Server b/s is UP",
                        "Server b/follower is UP via b/s",
                        "Server b/third is UP via b/follower");
    }
}
