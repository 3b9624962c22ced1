package haproxyj.proxy.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped command with few descriptors: it says so, goes on, and recovers. */
class DescriptorShortageIT {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            return socket.getLocalPort();
        }
    }

    private static Process start(Path folder, int port, int server) throws IOException {
        Path file = Files.writeString(folder.resolve("few.yml"), """
                listen:
                  few:
                    bind: "127.0.0.1:%d"
                    timeout: {connect: 2s, client: 60s, server: 60s}
                    server:
                      s1: {address: "127.0.0.1:%d"}
                """.formatted(port, server));
        ProcessBuilder builder = new ProcessBuilder(
                "sh", "-c", "ulimit -n 160; exec \"$0\" -f \"$1\"", ROOT.resolve("haproxy-j") + "", file + "");
        builder.environment().put("HAPROXY_J_NO_BUILD", "1");
        builder.environment().put("HAPROXY_J_JAVA", System.getProperty("java.home"));
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    /** Every connection is greeted, and closed when its client has closed. */
    private static void serve(ServerSocket origin, AtomicInteger served) {
        try {
            while (true) {
                Socket connection = origin.accept();
                served.incrementAndGet();
                daemon(() -> {
                    try (connection) {
                        connection.getOutputStream().write('!');
                        connection.getInputStream().transferTo(OutputStream.nullOutputStream());
                    } catch (IOException gone) {
                        assertThat(connection.isClosed()).isTrue();
                    }
                });
            }
        } catch (IOException closed) {
            assertThat(origin.isClosed()).isTrue();
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(LOOPBACK, port), 5000);
        socket.setSoTimeout(10_000);
        return socket;
    }

    @Test
    void acceptingPausesAndRecovers(@TempDir Path folder) throws Exception {
        int port = freePort();
        AtomicInteger served = new AtomicInteger();
        try (ServerSocket origin = new ServerSocket(0, 500, LOOPBACK)) {
            daemon(() -> serve(origin, served));
            Process process = start(folder, port, origin.getLocalPort());
            Path output = folder.resolve("output");
            try {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> Files.readString(output).contains("haproxy-j ready"));
                List<Socket> clients = new ArrayList<>();
                for (int i = 0; i < 150; i++) {
                    clients.add(connect(port));
                }
                Awaitility.await()
                        .until(() -> Files.readString(output).contains("cannot accept on /127.0.0.1:" + port));
                assertThat(served.get()).isPositive();
                clients.forEach(DescriptorShortageIT::close);
                // The first ones may still meet the shortage: they are ended, not left hanging.
                Awaitility.await().ignoreExceptions().until(() -> {
                    try (Socket again = connect(port)) {
                        return again.getInputStream().read() == '!';
                    }
                });
                assertThat(Files.readString(output, StandardCharsets.UTF_8)).doesNotContain("xception");
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }
}
