package haproxyj.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Some seconds of the soak against the shipped command. */
class SoakIT {
    private static final Path COMMAND = Path.of("").toAbsolutePath().resolveSibling("haproxy-j");

    @Test
    void nothingIsLostAndEverythingGivenBack() throws IOException, InterruptedException {
        assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "descriptors are counted in /proc");
        int seed = 1 + new Random().nextInt(1_000_000);
        SoakResult result = new SoakRun(COMMAND, seed, 0, 60, 8, "default", "default").play(System.out);
        assertThat(result.faults()).as("seed %d", seed).isEmpty();
        assertThat(result.sessions()).isPositive();
    }
}
