package haproxyj.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.config.tree.ConfigSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Broken configurations with every line they must give: {@code NN-name.yml} (with {@code NN-name.2.yml} as a second file)
 * and {@code NN-name.errors}. Run with {@code -Dhaproxyj.rewrite=true} to write the expectations anew, then read the diff.
 */
class GoldenErrorsTest {

    private static final Path FOLDER = Path.of("src/test/resources/config");

    static Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<String> names = files.map(f -> f.getFileName().toString().replaceAll("\\..*", ""))
                    .distinct()
                    .sorted()
                    .toList();
            assertThat(names).hasSizeGreaterThanOrEqualTo(30);
            return names.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysEverythingThatIsWrong(String name) throws IOException {
        ConfigSource[] sources = Stream.of(name + ".yml", name + ".2.yml")
                .filter(f -> Files.exists(FOLDER.resolve(f)))
                .map(f -> new ConfigSource(f, text(f)))
                .toArray(ConfigSource[]::new);
        List<String> lines = Reading.lines(Reading.of(sources));
        Path expected = FOLDER.resolve(name + ".errors");
        if (Boolean.getBoolean("haproxyj.rewrite")) {
            Files.writeString(expected, String.join("\n", lines) + "\n");
        }
        assertThat(lines).isNotEmpty().containsExactlyElementsOf(Files.readAllLines(expected));
    }

    private static String text(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
