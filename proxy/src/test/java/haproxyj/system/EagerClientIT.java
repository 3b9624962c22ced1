package haproxyj.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that have said everything, or are gone, before the proxy looks at them the first time. */
class EagerClientIT {

    private static final int CLIENTS = 300;

    @TempDir
    Path folder;

    @Test
    void questionAndFinAtOnceGetTheWholeAnswer() throws Exception {
        int front = Ports.free();
        int stats = Ports.free();
        try (Origin origin = Origin.echo();
                HaproxyJ proxy = HaproxyJ.ready(
                        Files.writeString(folder.resolve("eager.yml"), """
                        global: {stats: "127.0.0.1:%d", maxconn: 1000}
                        defaults: {timeout: {connect: 1s, client: 1m, server: 1m}}
                        listen:
                          a: {bind: "127.0.0.1:%d", server: {s: "127.0.0.1:%d"}}
                        """.formatted(stats, front, origin.port())))) {
            for (int i = 0; i < CLIENTS; i++) {
                try (Client client = Client.to(front)) {
                    assertThat(client.send("question " + i).end().rest()).isEqualTo("question " + i);
                }
                Client.to(front).reset();
                Client.to(front).close();
            }
            Admin admin = new Admin(stats);
            Awaitility.await("nobody is counted for ever")
                    .until(() -> admin.sample("haproxy_process_current_connections") == 0);
            assertThat(proxy.stderr()).isEmpty();
            // Who was reset before the accept may be no session at all.
            assertThat(admin.sample("haproxy_frontend_sessions_total{proxy=\"a\"}"))
                    .isBetween(2.0 * CLIENTS, 3.0 * CLIENTS);
        }
    }
}
