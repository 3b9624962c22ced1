package haproxyj.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file in config-samples is valid, starts on free ports, and stops in order. */
class SamplesIT {

    @TempDir
    Path folder;

    static List<String> samples() {
        try (Stream<Path> files = Files.list(HaproxyJ.ROOT.resolve("config-samples"))) {
            return files.map(f -> f.getFileName().toString())
                    .filter(name -> name.endsWith(".yml") || name.endsWith(".cfg"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void passesTheCheck(String name) {
        try (HaproxyJ check = HaproxyJ.start("-c", "-f", "config-samples/" + name)) {
            assertThat(check.awaitExit())
                    .as("%s %s", check.stdout(), check.stderr())
                    .isZero();
            assertThat(check.stdout()).anyMatch(line -> line.contains("Configuration file is valid"));
        }
    }

    @Test
    void haproxyAcceptsTheSampleInItsLanguage() throws IOException, InterruptedException {
        Path haproxy = Path.of("/usr/sbin/haproxy");
        assumeThat(haproxy).isExecutable();
        Path sample = HaproxyJ.ROOT.resolve("config-samples/warren.cfg");
        Process check = new ProcessBuilder(haproxy.toString(), "-c", "-f", sample.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(said).isZero();
    }

    /** As its comment says: the classic example with the brokers of rb1.yml and rb2.yml beside it. */
    @Test
    void theWarrenInHaproxysLanguageReachesItsBrokers() {
        Map<Integer, Integer> moved = Ports.moved();
        Path proxy = Ports.sample("warren.cfg", folder, moved);
        Path rb1 = Ports.sample("rb1.yml", folder, moved);
        Path rb2 = Ports.sample("rb2.yml", folder, moved);
        try (HaproxyJ all = HaproxyJ.start("-f", proxy.toString(), "-f", rb1.toString(), "-f", rb2.toString())) {
            all.awaitReady();
            try (Client client = Client.to(moved.getOrDefault(5672, 0))) {
                client.send("AMQP\0\0\11\1");
                assertThat(client.read(1))
                        .as("a method frame of connection.start")
                        .isEqualTo("\1");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void startsAndStops(String name) {
        Path sample = Ports.sample(name, folder, Ports.moved());
        try (HaproxyJ running = HaproxyJ.ready(sample)) {
            assertThat(running.stderr()).as("no warning of the JVM").noneMatch(line -> line.startsWith("WARNING"));
            running.signal("TERM");
            assertThat(running.awaitExit()).isZero();
        }
    }
}
