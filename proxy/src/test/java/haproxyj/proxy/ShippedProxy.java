package haproxyj.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** The shipped command in a process of its own, with statistics; for tests of what only a process has: limits, memory. */
public final class ShippedProxy implements AutoCloseable {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path JDK = Path.of(System.getProperty("java.home"));

    private final Process process;
    private final Path output;
    private final int statistics;

    private ShippedProxy(Process process, Path output, int statistics) {
        this.process = process;
        this.output = output;
        this.statistics = statistics;
    }

    /** A port that is free now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Starts it.
     *
     * @param folder for its files
     * @param global further keys of the section, {@code "maxconn: 5, "}
     * @param sections all other sections
     * @param before a shell command in front of it, such as {@code "ulimit -n 200; "}
     * @param environment of the launcher
     */
    public static ShippedProxy start(
            Path folder, String global, String sections, String before, Map<String, String> environment)
            throws IOException {
        int statistics = freePort();
        Path file = Files.writeString(
                folder.resolve("shipped.yml"),
                "global: {" + global + "stats: '127.0.0.1:" + statistics + "'}\n" + sections);
        ProcessBuilder builder = new ProcessBuilder(
                "sh", "-c", before + "exec \"$0\" -f \"$1\"", ROOT.resolve("haproxy-j") + "", file + "");
        builder.environment().put("HAPROXY_J_NO_BUILD", "1");
        builder.environment().put("HAPROXY_J_JAVA", JDK + "");
        builder.environment().putAll(environment);
        Path output = folder.resolve("output");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new ShippedProxy(process, output, statistics);
    }

    /** Waits for the ready line. */
    public ShippedProxy ready() {
        says("haproxy-j ready");
        return this;
    }

    /** Waits until it has printed something. */
    public void says(String what) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            assertThat(process.isAlive() || output().contains(what))
                    .as(output())
                    .isTrue();
            return output().contains(what);
        });
    }

    /** All that it printed. */
    public String output() throws IOException {
        return Files.readString(output);
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Waits for its end; the exit code. */
    public int ended() throws InterruptedException {
        return process.waitFor();
    }

    /** The value of a metric without labels. */
    public long metric(String name) throws IOException, InterruptedException {
        return Math.round(Double.parseDouble(line(name + " ").substring(name.length() + 1)));
    }

    /** The first line of the metrics that begins so. */
    public String line(String start) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + statistics + "/metrics");
        String body = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        return body.lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
    }

    /** Sets the limit of descriptors of the running process (prlimit of util-linux). */
    public void limitDescriptors(long soft) throws IOException, InterruptedException {
        Process prlimit = new ProcessBuilder("prlimit", "--pid", pid() + "", "--nofile=" + soft + ":")
                .inheritIO()
                .start();
        assertThat(prlimit.waitFor()).isZero();
    }

    /** Runs the virtual machine's garbage collector to the end. */
    public void collectGarbage() throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(JDK.resolve("bin/jcmd") + "", pid() + "", "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(jcmd.waitFor()).isZero();
    }

    /** Octets of its memory that are in RAM. */
    public long residentOctets() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }

    /** Descriptors that it has open. */
    public int descriptors() throws IOException {
        try (var files = Files.list(Path.of("/proc/" + pid() + "/fd"))) {
            return Math.toIntExact(files.count());
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
