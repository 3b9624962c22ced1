package haproxyj.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A started {@code ./haproxy-j}: what it printed, signals to it, its end. Closing it kills it if it still runs. */
final class HaproxyJ implements AutoCloseable {

    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private final Process process;
    private final List<String> stdout = new CopyOnWriteArrayList<>();
    private final List<String> stderr = new CopyOnWriteArrayList<>();
    private final Thread outReader;
    private final Thread errReader;

    private HaproxyJ(Process process) {
        this.process = process;
        this.outReader = collect(process.getInputStream(), stdout);
        this.errReader = collect(process.getErrorStream(), stderr);
    }

    /** Starts the command with these arguments, on the JDK that runs the tests, without building. */
    static HaproxyJ start(String... arguments) {
        return startIn(ROOT, ROOT.resolve("haproxy-j").toString(), Map.of(), arguments);
    }

    /** The same from another folder, by another name of the command, with more in the environment. */
    static HaproxyJ startIn(Path folder, String name, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(name));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("HAPROXY_J_NO_BUILD", "1");
        builder.environment().put("HAPROXY_J_JAVA", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        try {
            return new HaproxyJ(builder.start());
        } catch (IOException e) {
            throw new AssertionError("cannot start ./haproxy-j", e);
        }
    }

    /** Starts it with one configuration file and waits for the ready line. */
    static HaproxyJ ready(Path config) {
        HaproxyJ started = start("-f", config.toString());
        try {
            started.awaitReady();
        } catch (Throwable e) {
            started.close();
            throw e;
        }
        return started;
    }

    void awaitReady() {
        Awaitility.await("ready line")
                .atMost(Duration.ofSeconds(30))
                .failFast(() -> assertThat(process.isAlive())
                        .as("ended early: %s %s", stdout, stderr)
                        .isTrue())
                .until(() -> stdout.stream().anyMatch(line -> line.startsWith("haproxy-j ready")));
    }

    List<String> stdout() {
        return stdout;
    }

    List<String> stderr() {
        return stderr;
    }

    /** Waits until a line of the log (stderr) contains the text. */
    void awaitLog(String text, Duration atMost) {
        Awaitility.await("log line with: " + text)
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> stderr.stream().anyMatch(line -> line.contains(text)));
    }

    /** The first line of standard output, after the ready line, that contains the text. */
    String awaitAccessLine(String text) {
        Awaitility.await("access line with: " + text)
                .atMost(Duration.ofSeconds(10))
                .until(() -> stdout.stream().anyMatch(line -> line.contains(text)));
        return stdout.stream().filter(line -> line.contains(text)).findFirst().orElseThrow();
    }

    /** Sends a signal by name: TERM, INT, USR1, HUP, STOP, CONT, KILL. */
    void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            assertThat(kill.waitFor()).as("kill -%s", name).isZero();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Open descriptors of the process, as the kernel lists them. */
    int descriptors() {
        try (Stream<Path> fds = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return (int) fds.count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Waits for the end and gives the exit code; both outputs are complete then. */
    int awaitExit() {
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS))
                    .as("ends within 30 s; stderr %s", stderr)
                    .isTrue();
            outReader.join(5000);
            errReader.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitExit();
    }

    private static Thread collect(InputStream from, List<String> into) {
        Thread reader = new Thread(() -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    into.add(line);
                }
            } catch (IOException e) {
                into.add("(unreadable: " + e.getMessage() + ")");
            }
        });
        reader.setDaemon(true);
        reader.start();
        return reader;
    }
}
