package haproxyj.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Servers at their {@code maxconn}: who waits, in which order, and how a wait ends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueueIT {

    private final Origin origin = Origin.named("s");
    private final int stats = Ports.free();
    private final int order = Ports.free();
    private final int late = Ports.free();
    private final int leave = Ports.free();
    private final int full = Ports.free();
    private final int bytes = Ports.free();
    private final Admin admin = new Admin(stats);
    private HaproxyJ proxy;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        proxy = HaproxyJ.ready(Files.writeString(
                folder.resolve("queue.yml"),
                "global: {stats: '127.0.0.1:" + stats + "'}\n"
                        + "defaults: {timeout: {connect: 1s, client: 1m, server: 1m, queue: 1m}}\nlisten:\n"
                        + section("order", order, "", "")
                        + section("late", late, "timeout: {queue: 200ms}", "")
                        + section("leave", leave, "", "")
                        + section("full", full, "balance: source", ", maxqueue: 1")
                        + section("bytes", bytes, "", "")));
    }

    private String section(String name, int port, String keys, String extra) {
        return "  %s:\n    bind: '127.0.0.1:%d'\n    %s\n    server: {s: {address: '127.0.0.1:%d', maxconn: 1%s}}\n"
                .formatted(name, port, keys, origin.port(), extra);
    }

    @AfterAll
    void stop() {
        proxy.close();
        origin.close();
    }

    private void awaitQueued(String name, int count) {
        Awaitility.await(count + " in the queue of " + name)
                .until(() -> admin.sample("haproxy_backend_current_queue{proxy=\"" + name + "\"}")
                                + admin.sample("haproxy_server_current_queue{proxy=\"" + name + "\",server=\"s\"}")
                        == count);
    }

    @Test
    void oneAfterTheOtherInOrder() {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            clients.add(Client.to(order));
            awaitQueued("order", i);
        }
        for (int i = 0; i < 5; i++) {
            try (Client next = clients.get(i)) {
                assertThat(next.line()).as("client %d has its turn", i).isEqualTo("s");
                assertThat(origin.current()).isLessThanOrEqualTo(2);
                assertThat(next.end().rest()).isEmpty();
                AccessLine line = AccessLine.of(proxy, next);
                assertThat(line.brief()).isEqualTo("-- 0 s");
                assertThat(line.backendQueue()).as("longer for later ones").isGreaterThanOrEqualTo(i - 1);
            }
        }
        awaitQueued("order", 0);
        assertThat(admin.sample("haproxy_server_max_sessions{proxy=\"order\",server=\"s\"}"))
                .isEqualTo(1);
    }

    @Test
    void waitThatTakesTooLong() {
        try (Client holder = Client.to(late);
                Client waiting = holding(holder, late)) {
            assertThat(waiting.rest()).as("a FIN").isEmpty();
            AccessLine line = AccessLine.of(proxy, waiting);
            assertThat(line.brief()).isEqualTo("sQ 0 <NOSRV>");
            assertThat(line.connectMillis()).isEqualTo(-1);
            assertThat(line.totalMillis()).isGreaterThanOrEqualTo(200);
            assertThat(holder.send("on").read(2)).isEqualTo("on");
        }
        awaitQueued("late", 0);
    }

    private static Client holding(Client holder, int port) {
        assertThat(holder.line()).isEqualTo("s");
        return Client.to(port);
    }

    @Test
    void whoLeavesTheQueueCountsAsClient() {
        try (Client holder = Client.to(leave);
                Client fin = holding(holder, leave);
                Client rst = Client.to(leave);
                Client stays = Client.to(leave)) {
            awaitQueued("leave", 3);
            fin.end();
            assertThat(AccessLine.of(proxy, fin).brief()).isEqualTo("CQ 0 <NOSRV>");
            String address = rst.address();
            rst.reset();
            assertThat(AccessLine.parse(proxy.awaitAccessLine(address + " [")).letters())
                    .as("as HAProxy 2.6 has it: a reset is CD wherever it comes")
                    .isEqualTo("CD");
            awaitQueued("leave", 1);
            holder.end();
            assertThat(stays.line()).isEqualTo("s");
        }
    }

    @Test
    void whatAWaitingClientSaysIsKept() {
        String long1 = "0123456789abcdef".repeat(4096);
        try (Client holder = Client.to(bytes);
                Client waiting = holding(holder, bytes)) {
            awaitQueued("bytes", 1);
            waiting.send(long1);
            holder.end();
            assertThat(waiting.line()).isEqualTo("s");
            assertThat(waiting.read(long1.length())).isEqualTo(long1);
            assertThat(waiting.end().rest()).isEmpty();
            assertThat(AccessLine.of(proxy, waiting).bytes()).isEqualTo(2 + long1.length());
        }
    }

    @Test
    void waitingOverMaxqueue() {
        try (Client holder = Client.to(full);
                Client waiting = holding(holder, full)) {
            awaitQueued("full", 1);
            try (Client third = Client.to(full)) {
                assertThat(third.rest()).as("a FIN at once").isEmpty();
                assertThat(AccessLine.of(proxy, third).letters()).isEqualTo("SQ");
            }
            holder.end();
            assertThat(waiting.line()).as("the one in line is served").isEqualTo("s");
            awaitQueued("full", 0);
        }
    }
}
