package haproxyj.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
                    .filter(name -> name.endsWith(".yml"))
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
