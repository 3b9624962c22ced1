package haproxyj.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class AdminServerTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicBoolean ready = new AtomicBoolean();
    private Supplier<StatusSnapshot> snapshots = SampleStatus::snapshot;
    private AdminServer server;

    @BeforeEach
    void start() throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = new AdminServer(any, () -> snapshots.get(), ready::get);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html",
        "/metrics, text/plain; version=0.0.4",
        "/api/status, application/json",
        "/api/frontends, application/json",
        "/api/backends, application/json",
        "/api/servers, application/json",
        "/api/servers?refresh=1, application/json"
    })
    void servesItsViewsByGetAndTheirHeadsByHead(String path, String type) throws Exception {
        HttpResponse<String> got = send("GET", path);
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(header(got, "Content-Type")).startsWith(type);
        assertThat(header(got, "Cache-Control")).isEqualTo("no-store");
        assertThat(got.body()).isNotBlank();

        HttpResponse<String> head = send("HEAD", path);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "Content-Length")).isEqualTo(header(got, "Content-Length"));
    }

    @Test
    void viewsAreMadeFromTheSnapshot() throws Exception {
        assertThat(send("GET", "/metrics").body()).isEqualTo(Exposition.render(SampleStatus.snapshot()));
        assertThat(send("GET", "/api/servers").body()).isEqualTo(StatusJson.servers(SampleStatus.snapshot()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nope", "/api", "/api/", "/metrics/", "/status.html", "/../metrics"})
    void knowsNoOtherPath(String path) throws Exception {
        assertThat(send("GET", path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
    void changesNothing(String method) throws Exception {
        HttpResponse<String> answer = send(method, "/metrics");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(header(answer, "Allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void healthFollowsReadiness() throws Exception {
        assertThat(send("GET", "/health").statusCode()).isEqualTo(503);
        ready.set(true);
        assertThat(send("GET", "/health").statusCode()).isEqualTo(200);
    }

    @Test
    void aFailingSourceIsAnErrorAndNotTheEnd() throws Exception {
        snapshots = () -> {
            throw new IllegalStateException("secret detail");
        };
        HttpResponse<String> answer = send("GET", "/metrics");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret");
        snapshots = SampleStatus::snapshot;
        assertThat(send("GET", "/metrics").statusCode()).isEqualTo(200);
    }

    @Test
    void thePageLoadsNothingFromElsewhere() throws Exception {
        String page = send("GET", "/").body();
        assertThat(page).contains("/api/status").doesNotContain("http:", "https:", "innerHTML", "@import");
        assertThat(Pattern.compile("(?:src|href)=\"(?!/|data:,\")")
                        .matcher(page)
                        .find())
                .isFalse();
    }

    @Test
    void closeFreesThePortAndATakenPortIsRefused() throws Exception {
        assertThatThrownBy(() -> new AdminServer(server.address(), SampleStatus::snapshot, () -> true))
                .isInstanceOf(BindException.class);
        server.close();
        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> send("GET", "/health"));
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
