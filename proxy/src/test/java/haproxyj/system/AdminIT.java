package haproxyj.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The statistics server: page, Prometheus text, JSON, and clients that behave badly. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminIT {

    private static final Pattern SAMPLE = Pattern.compile(
            "[a-z_]+(\\{[a-z_]+=\"[^\"\\\\]*\"(,[a-z_]+=\"[^\"\\\\]*\")*})? (-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?|NaN)");
    private static final Pattern COMMENT = Pattern.compile("# (HELP [a-z_]+ \\S.*|TYPE [a-z_]+ (gauge|counter))");

    private final Origin origin = Origin.named("s1");
    private final Origin flapping = Origin.named("s2");
    private final int front = Ports.free();
    private final int stats = Ports.free();
    private final Admin admin = new Admin(stats);
    private HaproxyJ proxy;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        proxy = HaproxyJ.ready(Files.writeString(folder.resolve("admin.yml"), """
                global: {stats: "127.0.0.1:%d"}
                defaults: {timeout: {connect: 1s, client: 1m, server: 1m}}
                listen:
                  a: {bind: "127.0.0.1:%d", server: {s1: "127.0.0.1:%d"}}
                  b:
                    bind: "127.0.0.1:%d"
                    server: {s2: {address: "127.0.0.1:%d", check: true, inter: 50ms, fall: 1, rise: 1}}
                """.formatted(
                        stats, front, origin.port(), Ports.free(), flapping.port())));
    }

    @AfterAll
    void stop() {
        proxy.close();
        origin.close();
        flapping.close();
    }

    @Test
    void everyLineOfTheMetricsIsWellFormed() {
        HttpResponse<String> answer = admin.ask("GET", "/metrics");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body()).endsWith("\n");
        List<String> series = new ArrayList<>();
        String family = "";
        for (String line : answer.body().lines().toList()) {
            if (line.startsWith("#")) {
                assertThat(line).matches(COMMENT);
                family = line.split(" ")[2];
            } else {
                assertThat(line).matches(SAMPLE).matches(Pattern.quote(family) + "[ {].*");
                series.add(line.substring(0, line.lastIndexOf(' ')));
            }
        }
        assertThat(series).doesNotHaveDuplicates().hasSizeGreaterThan(60);
    }

    @Test
    void numbersAgreeWithTheTraffic() {
        double connections = admin.sample("haproxy_process_connections_total");
        double before = admin.sample("haproxy_frontend_sessions_total{proxy=\"a\"}");
        double in = admin.sample("haproxy_frontend_bytes_in_total{proxy=\"a\"}");
        double out = admin.sample("haproxy_frontend_bytes_out_total{proxy=\"a\"}");
        String body = "x".repeat(100_000);
        for (int i = 0; i < 3; i++) {
            try (Client client = Client.to(front)) {
                assertThat(client.line()).isEqualTo("s1");
                client.send(body);
                assertThat(client.read(body.length())).hasSize(body.length());
                assertThat(admin.sample("haproxy_server_current_sessions{proxy=\"a\",server=\"s1\"}"))
                        .isEqualTo(1);
                assertThat(client.end().rest()).isEmpty();
                AccessLine.of(proxy, client);
            }
        }
        for (String of : List.of(
                "frontend_%s{proxy=\"a\"}", "backend_%s{proxy=\"a\"}", "server_%s{proxy=\"a\",server=\"s1\"}")) {
            String series = "haproxy_" + of;
            assertThat(admin.sample(series.formatted("sessions_total"))).as(of).isEqualTo(before + 3);
            assertThat(admin.sample(series.formatted("bytes_in_total"))).as(of).isEqualTo(in + 300_000);
            assertThat(admin.sample(series.formatted("bytes_out_total"))).as(of).isEqualTo(out + 300_000 + 9);
            assertThat(admin.sample(series.formatted("max_sessions"))).as(of).isEqualTo(1);
            assertThat(admin.sample(series.formatted("current_sessions")))
                    .as(of)
                    .isZero();
        }
        assertThat(admin.sample("haproxy_process_connections_total")).isEqualTo(connections + 3);
        Awaitility.await().until(() -> admin.sample("haproxy_process_current_connections") == 0);
    }

    @Test
    void stateLabelsFollowTheServer() {
        String state = "haproxy_server_status{proxy=\"b\",server=\"s2\",state=\"%s\"} %d";
        flapping.down();
        proxy.awaitLog("b/s2 is DOWN", Duration.ofSeconds(10));
        List<String> down = admin.samples();
        flapping.up();
        proxy.awaitLog("b/s2 is UP", Duration.ofSeconds(10));
        assertThat(down)
                .contains(state.formatted("DOWN", 1), state.formatted("UP", 0), state.formatted("MAINT", 0))
                .contains(
                        "haproxy_backend_status{proxy=\"b\",state=\"DOWN\"} 1",
                        "haproxy_backend_status{proxy=\"b\",state=\"UP\"} 0",
                        "haproxy_backend_agg_server_status{proxy=\"b\",state=\"DOWN\"} 1",
                        "haproxy_server_check_status{proxy=\"b\",server=\"s2\",state=\"L4CON\"} 1");
        assertThat(admin.samples())
                .contains(state.formatted("DOWN", 0), state.formatted("UP", 1))
                .contains("haproxy_backend_status{proxy=\"b\",state=\"UP\"} 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/status", "/api/frontends", "/api/backends", "/api/servers"})
    void jsonIsJson(String path) throws Exception {
        Peers.require("python3", "python3", "--version");
        HttpResponse<String> answer = admin.ask("GET", path);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        Path file = Files.writeString(Files.createTempFile("answer", ".json"), answer.body());
        Peers.run(List.of("python3", "-m", "json.tool", file.toString())).ok();
        Files.delete(file);
        if (path.equals("/api/servers")) {
            assertThat(answer.body())
                    .contains("\"backend\":\"a\",\"name\":\"s1\",\"address\":\"127.0.0.1:" + origin.port());
        }
    }

    @Test
    void codesAndHead() {
        assertThat(admin.ask("GET", "/").body()).containsIgnoringCase("<!doctype html>");
        assertThat(admin.ask("GET", "/health").statusCode()).isEqualTo(200);
        assertThat(admin.ask("GET", "/nothing").statusCode()).isEqualTo(404);
        assertThat(admin.ask("GET", "/metrics/").statusCode()).isEqualTo(404);
        HttpResponse<String> post = admin.ask("POST", "/metrics");
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("Allow")).hasValue("GET, HEAD");
        for (String path : List.of("/", "/metrics", "/api/servers")) {
            HttpResponse<String> head = admin.ask("HEAD", path);
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValueAsLong("Content-Length").orElseThrow())
                    .as("as for GET, give or take the numbers inside")
                    .isBetween(100L, 1_000_000L);
        }
    }

    @Test
    void slowAndSillyClientsDoNotStopTheOthers() throws Exception {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Socket socket = new Socket("127.0.0.1", stats);
            slow.add(socket);
            String part = i % 2 == 0 ? "GET /metr" : "GET /metrics HTTP/1.1\r\nHost: x\r\nX-Slow: ";
            socket.getOutputStream().write(part.getBytes(StandardCharsets.ISO_8859_1));
        }
        assertThat(admin.ask("GET", "/health").statusCode()).isEqualTo(200);
        for (Socket socket : slow) {
            socket.close();
        }
        for (String silly :
                List.of("\r\n\r\n", "GET\r\n\r\n", "GET " + "/x".repeat(50_000) + " HTTP/1.1\r\n\r\n", "\0\1\2\3")) {
            try (Client client = Client.to(stats)) {
                client.send(silly).end();
                assertThat(client.rest()).matches("(?s)|RST|HTTP/1.1 4\\d\\d .*");
            }
        }
        assertThat(admin.ask("GET", "/health").statusCode()).isEqualTo(200);
        assertThat(proxy.stderr()).noneMatch(line -> line.startsWith("\tat ") || line.contains("Exception"));
    }
}
