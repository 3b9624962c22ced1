package haproxyj.proxy.admin;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP statistics: {@code /} the page, {@code /metrics}, {@code /api/status}, {@code /api/frontends},
 * {@code /api/backends}, {@code /api/servers} and {@code /health}. Read-only: GET and HEAD.
 *
 * <p>Threading: a pool of four threads of its own, apart from traffic; the suppliers are called on them. When all are busy
 * and the queue behind them is full, further requests are cut off. Whom to listen for is the configuration's matter.
 */
public final class AdminServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
    private static final String HTML = "text/html; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int THREADS = 4;
    private static final int WAITING = 32;
    private static final int BACKLOG = 64;

    private final HttpServer http;
    private final ThreadPoolExecutor pool;
    private final Supplier<StatusSnapshot> snapshots;
    private final BooleanSupplier ready;
    private final RateLimitedLog failures = new RateLimitedLog(LOG, 1, System::nanoTime);
    private final String page;
    private final Map<String, Function<StatusSnapshot, Answer>> views = Map.of(
            "/metrics", s -> answer(Exposition.CONTENT_TYPE, Exposition.render(s)),
            "/api/status", s -> answer(JSON, StatusJson.status(s)),
            "/api/frontends", s -> answer(JSON, StatusJson.frontends(s)),
            "/api/backends", s -> answer(JSON, StatusJson.backends(s)),
            "/api/servers", s -> answer(JSON, StatusJson.servers(s)));

    private record Answer(int code, String type, String body) {}

    /**
     * Binds and serves at once.
     *
     * @param address where to listen; port 0 takes a free one
     * @param snapshots makes the status for one request; must not block
     * @param ready what {@code /health} tells: 200 or 503
     * @throws IOException when the address cannot be bound
     */
    public AdminServer(InetSocketAddress address, Supplier<StatusSnapshot> snapshots, BooleanSupplier ready)
            throws IOException {
        this.snapshots = snapshots;
        this.ready = ready;
        this.page = resource("status.html");
        HttpServerLimits.apply();
        this.http = HttpServer.create(address, BACKLOG);
        AtomicInteger number = new AtomicInteger();
        this.pool = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "admin-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        http.setExecutor(pool);
        http.createContext("/", this::handle);
        http.start();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return http.getAddress();
    }

    /** Stops at once; requests under way are cut off. */
    @Override
    public void close() {
        http.stop(0);
        pool.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            boolean head = method.equals("HEAD");
            Answer answer;
            if (head || method.equals("GET")) {
                answer = route(exchange.getRequestURI().getPath());
            } else {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                answer = new Answer(405, TEXT, "only GET and HEAD are served here\n");
            }
            send(exchange, answer, head);
        }
    }

    private Answer route(String path) {
        try {
            if (path.equals("/")) {
                return new Answer(200, HTML, page);
            }
            if (path.equals("/health")) {
                return ready.getAsBoolean() ? answer(TEXT, "ready\n") : new Answer(503, TEXT, "not ready\n");
            }
            Function<StatusSnapshot, Answer> view = views.get(path);
            if (view == null) {
                return new Answer(404, TEXT, "not here; try /, /metrics, /api/status or /health\n");
            }
            return view.apply(snapshots.get());
        } catch (RuntimeException e) {
            failures.warn("status", () -> "no status for " + path + ": " + e);
            return new Answer(500, TEXT, "the status could not be read; the log says why\n");
        }
    }

    private static void send(HttpExchange exchange, Answer answer, boolean head) throws IOException {
        byte[] octets = answer.body().getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", answer.type());
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self';"
                        + " img-src data:; frame-ancestors 'none'");
        if (head) {
            headers.set("Content-Length", Integer.toString(octets.length));
            exchange.sendResponseHeaders(answer.code(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.code(), octets.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(octets);
        }
    }

    private static Answer answer(String type, String text) {
        return new Answer(200, type, text);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = AdminServer.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the program is incomplete: " + name + " is missing from its jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
