package haproxyj.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that behave at random while servers come and go: afterwards nothing is left of them. */
class SoakIT {

    private static final Duration LENGTH = Duration.ofSeconds(8);
    private static final int CLIENTS = 8;

    @TempDir
    Path folder;

    private final AtomicInteger whole = new AtomicInteger();
    private final AtomicReference<String> wrong = new AtomicReference<>("");

    @Test
    void nothingIsLeftBehind() throws Exception {
        long seed = Long.getLong("haproxyj.seed", System.nanoTime());
        System.out.println("SoakIT seed " + seed + " (repeat with -Dhaproxyj.seed=" + seed + ")");
        int front = Ports.free();
        int stats = Ports.free();
        try (Origin one = Origin.echo();
                Origin two = Origin.echo();
                HaproxyJ proxy = HaproxyJ.startIn(
                        folder,
                        HaproxyJ.ROOT.resolve("haproxy-j").toString(),
                        Map.of("HAPROXY_J_HEAP", "40m"), // too small to hide what is not given back
                        "-f",
                        config(front, stats, one.port(), two.port()).toString())) {
            proxy.awaitReady();
            Admin admin = new Admin(stats);
            round(front, new Random(seed), one, two, Duration.ofSeconds(1));
            awaitIdle(admin);
            int descriptors = proxy.descriptors();

            round(front, new Random(seed + 1), one, two, LENGTH);
            awaitIdle(admin);

            assertThat(wrong.get()).as("seed %d", seed).isEmpty();
            assertThat(whole).as("echoes that came back whole").hasPositiveValue();
            for (String each : List.of(
                    "frontend_%s{proxy=\"a\"}",
                    "backend_%s{proxy=\"a\"}",
                    "server_%s{proxy=\"a\",server=\"one\"}",
                    "server_%s{proxy=\"a\",server=\"two\"}")) {
                assertThat(admin.sample("haproxy_" + each.formatted("current_sessions")))
                        .as("seed %d: %s", seed, each)
                        .isZero();
            }
            assertThat(admin.sample("haproxy_backend_current_queue{proxy=\"a\"}"))
                    .isZero();
            Awaitility.await("descriptors as before, seed " + seed)
                    .untilAsserted(() -> assertThat(proxy.descriptors()).isLessThanOrEqualTo(descriptors + 4));
            assertThat(proxy.stderr())
                    .as("seed %d", seed)
                    .filteredOn(line -> line.matches("\tat .*|.*(Exception|LEAK).*")
                            || (line.contains("ERROR") && !line.contains("backend a has no server available!")))
                    .isEmpty();
            double logged = proxy.stdout().size() - 1;
            assertThat(logged)
                    .as("one line per session, seed %d", seed)
                    .isEqualTo(admin.sample("haproxy_frontend_sessions_total{proxy=\"a\"}"));
            assertThat(proxy.alive()).isTrue();
        }
    }

    private Path config(int front, int stats, int one, int two) throws IOException {
        return Files.writeString(folder.resolve("soak.yml"), """
                global: {stats: "127.0.0.1:%d"}
                defaults: {timeout: {connect: 300ms, client: 1m, server: 1m, queue: 300ms}, retries: 1}
                listen:
                  a:
                    bind: "127.0.0.1:%d"
                    option: {redispatch: true, fall-through: true}
                    default-server:
                      {check: true, inter: 100ms, fall: 1, rise: 1, maxconn: 5, on-marked-down: shutdown-sessions}
                    server:
                      one: {address: "127.0.0.1:%d", on-marked-up: shutdown-backup-sessions}
                      two: {address: "127.0.0.1:%d", backup: true, send-proxy: false}
                """.formatted(stats, front, one, two));
    }

    private static void awaitIdle(Admin admin) {
        Awaitility.await("no session left")
                .atMost(Duration.ofSeconds(10))
                .until(() -> admin.sample("haproxy_process_current_connections") == 0
                        && admin.sample("haproxy_frontend_current_sessions{proxy=\"a\"}") == 0);
    }

    private void round(int port, Random seeds, Origin one, Origin two, Duration length) throws Exception {
        long end = System.nanoTime() + length.toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Random random = new Random(seeds.nextLong());
            threads.add(new Thread(() -> {
                while (System.nanoTime() < end) {
                    client(port, random);
                }
            }));
        }
        Random random = new Random(seeds.nextLong());
        threads.add(new Thread(() -> flap(random, one, two, end)));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void flap(Random random, Origin one, Origin two, long end) {
        while (System.nanoTime() < end) {
            Origin origin = random.nextInt(3) == 0 ? two : one;
            origin.down();
            if (random.nextBoolean()) {
                origin.drop();
            }
            java.util.concurrent.locks.LockSupport.parkNanos(random.nextInt(400_000_000));
            origin.up();
            java.util.concurrent.locks.LockSupport.parkNanos(random.nextInt(400_000_000));
        }
    }

    /** One connection; what comes back must be a beginning of what was sent. */
    private void client(int port, Random random) {
        byte[] sent = new byte[random.nextInt(20) == 0 ? random.nextInt(400_000) : random.nextInt(2000)];
        random.nextBytes(sent);
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(5000);
            socket.connect(new InetSocketAddress("127.0.0.1", port), 5000);
            switch (random.nextInt(6)) {
                case 0 -> {
                    socket.setSoLinger(true, 0); // RST, with data or without
                    send(socket, Arrays.copyOf(sent, random.nextInt(sent.length + 1)));
                }
                case 1 -> send(socket, sent); // closed with the echo unread
                case 2 -> {
                    send(socket, sent);
                    socket.setSoLinger(true, 0);
                    socket.getInputStream().readNBytes(random.nextInt(sent.length + 1));
                }
                case 3 -> socket.shutdownOutput();
                default -> {
                    Thread writer = new Thread(() -> sendQuietly(socket, sent));
                    writer.start();
                    byte[] back = socket.getInputStream().readAllBytes();
                    writer.join();
                    if (Arrays.mismatch(back, Arrays.copyOf(sent, back.length)) >= 0 || back.length > sent.length) {
                        wrong.set("the echo is not what was sent, " + back.length + " of " + sent.length + " octets");
                    } else if (back.length == sent.length) {
                        whole.incrementAndGet();
                    }
                }
            }
        } catch (SocketTimeoutException e) {
            wrong.set("a connection hangs: " + e.getMessage());
        } catch (IOException e) {
            // servers go away in the middle: an end with RST is one of the ends
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sendQuietly(Socket socket, byte[] octets) {
        try {
            send(socket, octets);
            socket.shutdownOutput();
        } catch (IOException e) {
            // the reader sees it as well
        }
    }

    private static void send(Socket socket, byte[] octets) throws IOException {
        OutputStream out = socket.getOutputStream();
        for (int at = 0; at < octets.length; at += 8192) {
            out.write(octets, at, Math.min(8192, octets.length - at));
        }
    }
}
