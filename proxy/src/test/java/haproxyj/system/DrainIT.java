package haproxyj.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** USR1: no new connections, the ones that are there go on, then the process ends by itself. */
class DrainIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final Origin origin = Origin.echo();
    private final int front = Ports.free();
    private final int stats = Ports.free();
    private HaproxyJ proxy;

    @AfterEach
    void stop() {
        proxy.close();
        origin.close();
    }

    private void start(String global) throws IOException {
        proxy = HaproxyJ.ready(
                Files.writeString(folder.resolve("drain.yml"), """
                global: {stats: "127.0.0.1:%d"%s}
                defaults: {timeout: {connect: 1s, client: 1h, server: 1h}}
                listen:
                  a: {bind: "127.0.0.1:%d", server: {s: "127.0.0.1:%d"}}
                """.formatted(stats, global, front, origin.port())));
    }

    /** Sends USR1 and waits until the port refuses. */
    private void drain() {
        proxy.signal("USR1");
        proxy.awaitLog("draining", SOON);
        Awaitility.await("refused").atMost(SOON).until(() -> {
            try (Client late = Client.to(front)) {
                return false;
            } catch (UncheckedIOException e) {
                return e.getCause() instanceof ConnectException;
            }
        });
    }

    @Test
    void sessionGoesOnBothWaysThenTheProcessEnds() throws Exception {
        start("");
        try (Client client = Client.to(front)) {
            assertThat(client.send("before").read(6)).isEqualTo("before");
            drain();
            assertThat(client.send("after").read(5)).isEqualTo("after");
            Admin admin = new Admin(stats);
            assertThat(admin.sample("haproxy_process_stopping")).isEqualTo(1);
            assertThat(admin.sample("haproxy_process_current_connections")).isEqualTo(1);
            assertThat(admin.ask("GET", "/health").statusCode()).isEqualTo(503);

            proxy.signal("USR1");
            assertThat(client.send("second USR1").read(11)).isEqualTo("second USR1");
            assertThat(proxy.alive()).isTrue();
            assertThat(client.end().rest()).isEmpty();
            assertThat(proxy.awaitExit()).isZero();
            assertThat(AccessLine.of(proxy, client).brief()).isEqualTo("-- 0 s");
        }
        assertThat(proxy.stderr()).noneMatch(line -> line.contains("ERROR") || line.startsWith("\tat "));
    }

    @Test
    void withoutSessionsItEndsAtOnce() throws Exception {
        start("");
        proxy.signal("USR1");
        assertThat(proxy.awaitExit()).isZero();
        assertThatThrownBy(() -> Client.to(front)).hasCauseInstanceOf(ConnectException.class);
    }

    @Test
    void hardStopAfterEndsWhatIsLeft() throws Exception {
        start(", hard-stop-after: 300ms");
        try (Client client = Client.to(front)) {
            assertThat(client.send("x").read(1)).isEqualTo("x");
            drain();
            assertThat(client.rest()).as("a FIN, no reset").isEmpty();
            assertThat(proxy.awaitExit()).isZero();
            assertThat(AccessLine.of(proxy, client).brief()).isEqualTo("KD 0 s");
        }
    }

    @Test
    void terminateDuringTheDrainStopsAtOnce() throws Exception {
        start("");
        try (Client client = Client.to(front)) {
            assertThat(client.send("x").read(1)).isEqualTo("x");
            drain();
            proxy.signal("TERM");
            assertThat(client.rest()).isEmpty();
            assertThat(proxy.awaitExit()).isZero();
            assertThat(AccessLine.of(proxy, client).brief()).isEqualTo("KD 0 s");
        }
    }
}
