package haproxyj.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A refused connect: retries, redispatch and fall-through (docs/decisions/0007-fall-through.md). No checks anywhere. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RetryIT {

    private final Origin refusing = Origin.down("refusing");
    private final Origin backup = Origin.named("backup");
    private final StringBuilder text = new StringBuilder();
    private HaproxyJ proxy;
    private final int off = section("off", "fall-through: false", "", ", backup: true");
    private final int lastOnly = section("last", "redispatch: true, fall-through: false", "", "");
    private final int every = section("every", "redispatch: 1, fall-through: false", "", "");
    private final int toBackup = section("tobackup", "redispatch: true, fall-through: false", "", ", backup: true");
    private final int auto = section("auto", "", "", ", backup: true");
    private final int autoOfTwo = section("two", "", "", "");
    private final int on = section("on", "fall-through: true", "", "");
    private final int stats = Ports.free();

    private int section(String name, String option, String first, String second) {
        int port = Ports.free();
        text.append("""
                  %s:
                    bind: "127.0.0.1:%d"
                    balance: first
                    option: {%s}
                    server:
                      gone: {address: "127.0.0.1:%d"%s}
                      next: {address: "127.0.0.1:%d"%s}
                """.formatted(name, port, option, refusing.port(), first, backup.port(), second)
                .indent(2));
        return port;
    }

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        // The turn-around is min(1 s, timeout connect): 40 ms.
        proxy = HaproxyJ.ready(Files.writeString(
                folder.resolve("retry.yml"),
                "global: {stats: '127.0.0.1:" + stats + "'}\n"
                        + "defaults: {timeout: {connect: 40ms, client: 1m, server: 1m}, retries: 2}\nlisten:\n"
                        + text));
    }

    @AfterAll
    void stop() {
        proxy.close();
        List.of(refusing, backup).forEach(Origin::close);
    }

    private AccessLine lineOf(int port, String answer) {
        try (Client client = Client.to(port)) {
            assertThat(client.line()).isEqualTo(answer);
            client.end().rest();
            return AccessLine.of(proxy, client);
        }
    }

    private double of(String metric, String proxyName) {
        return new Admin(stats).sample(metric + "{proxy=\"" + proxyName + "\"}");
    }

    @Test
    void offGivesUpAfterTheRetriesAsHaproxy() {
        AccessLine line = lineOf(off, "");
        assertThat(line.brief()).isEqualTo("SC 2 gone");
        assertThat(line.connectMillis()).isEqualTo(-1);
        assertThat(line.totalMillis()).as("two turn-arounds").isGreaterThanOrEqualTo(80);
        assertThat(of("haproxy_backend_retry_warnings_total", "off")).isEqualTo(2);
        assertThat(of("haproxy_backend_connection_errors_total", "off")).isEqualTo(3);
    }

    @Test
    void redispatchOnTheLastRetryWithTwoActives() {
        // balance first is not a hash and two servers are active: HAProxy chooses again at once.
        assertThat(lineOf(lastOnly, "backup").brief()).isEqualTo("-- +1 next");
        assertThat(lineOf(every, "backup").brief()).isEqualTo("-- +1 next");
        assertThat(of("haproxy_backend_redispatch_warnings_total", "every")).isEqualTo(1);
    }

    @Test
    void redispatchNeverReachesABackupWhileTheActiveCountsAsUp() {
        assertThat(lineOf(toBackup, "").brief()).isEqualTo("SC 2 gone");
    }

    @Test
    void autoReachesTheBackupOfTheOnlyActive() {
        AccessLine line = lineOf(auto, "backup");
        assertThat(line.brief()).isEqualTo("-- +0 next");
        assertThat(line.totalMillis()).as("without a turn-around").isLessThan(1000);
        assertThat(of("haproxy_backend_connection_errors_total", "auto")).isEqualTo(1);
        assertThat(of("haproxy_backend_retry_warnings_total", "auto")).isZero();
    }

    @Test
    void autoLeavesTwoActivesToRetries() {
        assertThat(lineOf(autoOfTwo, "").brief()).isEqualTo("SC 2 gone");
    }

    @Test
    void onGoesToTheNextActive() {
        assertThat(lineOf(on, "backup").brief()).isEqualTo("-- +0 next");
    }

    @Test
    void clientWhoLeavesDuringTheTurnAround() {
        Pattern gone = Pattern.compile("CD|SC");
        try (Client client = Client.to(off)) {
            client.reset();
            assertThat(AccessLine.of(proxy, client).letters()).matches(gone);
        }
    }
}
