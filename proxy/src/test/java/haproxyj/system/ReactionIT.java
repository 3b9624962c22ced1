package haproxyj.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a change of a server's state does to traffic, and failing traffic to the state. */
class ReactionIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final Origin first = Origin.named("s1");
    private final Origin second = Origin.named("s2");
    private final int front = Ports.free();
    private final int stats = Ports.free();
    private HaproxyJ proxy;

    @AfterEach
    void stop() {
        proxy.close();
        first.close();
        second.close();
    }

    private void start(String keys, String s1, String s2) throws IOException {
        proxy = HaproxyJ.ready(Files.writeString(folder.resolve("reaction.yml"), """
                global: {stats: "127.0.0.1:%d"}
                defaults: {timeout: {connect: 300ms, client: 1m, server: 1m, check: 1s}%s}
                listen:
                  b:
                    bind: "127.0.0.1:%d"
                    server:
                      s1: {address: "127.0.0.1:%d", %s}
                      s2: {address: "127.0.0.1:%d", %s}
                """.formatted(
                        stats, keys, front, first.port(), s1, second.port(), s2)));
    }

    @Test
    void oneRefusedConnectMarksDown() throws Exception {
        // An hour between checks: nothing but the traffic can tell.
        start(
                ", retries: 0, option: {fall-through: false}",
                "check: true, inter: 1h, fall: 9, observe: layer4, error-limit: 1, on-error: mark-down",
                "backup: true");
        proxy.awaitLog("9/9 UP", SOON);
        first.down();
        assertThat(Client.servedBy(front)).isEmpty();
        proxy.awaitLog("Server b/s1 is DOWN, reason: Health analyze", SOON);
        assertThat(Client.servedBy(front)).isEqualTo("s2");
        assertThat(new Admin(stats).sample("haproxy_server_status{proxy=\"b\",server=\"s1\",state=\"DOWN\"}"))
                .isEqualTo(1);
    }

    @Test
    void successInBetweenForgivesTraffic() throws Exception {
        start(
                ", retries: 0, option: {fall-through: false}",
                "check: true, inter: 1h, observe: layer4, error-limit: 2, on-error: mark-down",
                "disabled: true");
        proxy.awaitLog("3/3 UP", SOON);
        for (int i = 0; i < 3; i++) {
            first.down();
            assertThat(Client.servedBy(front)).isEmpty();
            first.up();
            assertThat(Client.servedBy(front)).isEqualTo("s1");
        }
        assertThat(proxy.stderr()).noneMatch(line -> line.contains("is DOWN"));
        first.down();
        assertThat(Client.servedBy(front)).isEmpty();
        assertThat(Client.servedBy(front)).isEmpty();
        proxy.awaitLog("b/s1 is DOWN", SOON);
    }

    @Test
    void markedDownShutsSessions() throws Exception {
        start(
                "",
                "check: true, inter: 50ms, fall: 1, on-marked-down: shutdown-sessions",
                "check: true, inter: 50ms, fall: 1, backup: true");
        try (Client client = Client.to(front);
                Client half = Client.to(front)) {
            assertThat(client.line()).isEqualTo("s1");
            assertThat(half.line()).isEqualTo("s1");
            first.down();
            assertThat(client.rest()).as("a FIN").isEmpty();
            assertThat(AccessLine.of(proxy, client).brief()).isEqualTo("DD 0 s1");
            assertThat(half.rest()).isEmpty();
        }
        assertThat(Client.servedBy(front)).isEqualTo("s2");
    }

    @Test
    void withoutItSessionsOutliveTheState() throws Exception {
        start("", "check: true, inter: 50ms, fall: 1, rise: 1", "check: true, inter: 50ms, backup: true");
        try (Client client = Client.to(front)) {
            assertThat(client.line()).isEqualTo("s1");
            first.down();
            proxy.awaitLog("b/s1 is DOWN", SOON);
            assertThat(client.send("still").read(5)).isEqualTo("still");
            try (Client onBackup = Client.to(front)) {
                assertThat(onBackup.line()).isEqualTo("s2");
                first.up();
                proxy.awaitLog("b/s1 is UP", SOON);
                assertThat(onBackup.send("stays").read(5)).isEqualTo("stays");
            }
            assertThat(client.send("ever").read(4)).isEqualTo("ever");
        }
        assertThat(Client.servedBy(front)).isEqualTo("s1");
    }

    @Test
    void markedUpShutsSessionsOnBackups() throws Exception {
        first.down();
        start(
                "",
                "check: true, inter: 50ms, fall: 1, rise: 1, on-marked-up: shutdown-backup-sessions",
                "check: true, inter: 50ms, backup: true");
        proxy.awaitLog("b/s1 is DOWN", SOON);
        try (Client client = Client.to(front)) {
            assertThat(client.line()).isEqualTo("s2");
            first.up();
            assertThat(client.rest()).as("a FIN").isEmpty();
            assertThat(AccessLine.of(proxy, client).brief()).isEqualTo("UD 0 s2");
        }
        assertThat(Client.servedBy(front)).isEqualTo("s1");
    }
}
