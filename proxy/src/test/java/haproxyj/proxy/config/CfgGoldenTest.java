package haproxyj.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.config.keys.Keys;
import haproxyj.proxy.config.keys.Section;
import haproxyj.proxy.config.tree.ConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files in HAProxy's language with every line they must give: {@code cfg/right} may warn, {@code cfg/wrong} has errors. Run
 * with {@code -Dhaproxyj.rewrite=true} to write the expectations anew, then read the diff.
 */
class CfgGoldenTest {

    private static final Set<Section> SECTIONS = EnumSet.of(
            Section.GLOBAL,
            Section.DEFAULTS,
            Section.FRONTEND,
            Section.BACKEND,
            Section.LISTEN,
            Section.BIND,
            Section.SERVER);

    static Stream<Path> right() {
        return CfgFiles.in("right").stream();
    }

    static Stream<Path> wrong() {
        return CfgFiles.in("wrong").stream();
    }

    @ParameterizedTest
    @MethodSource("right")
    void readsWhatIsRight(Path file) throws IOException {
        ConfigResult result = Reading.of(CfgFiles.source(file));
        compare(file, Reading.lines(result));
        assertThat(result.errors()).isEmpty();
        assertThat(result.config()).isPresent();
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void saysEverythingThatIsWrong(Path file) throws IOException {
        ConfigResult result = Reading.of(CfgFiles.source(file));
        compare(file, Reading.lines(result));
        assertThat(result.errors()).isNotEmpty();
        assertThat(Reading.lines(result)).as("no password").noneMatch(l -> l.contains("hunter2"));
    }

    /** The converted file means the same. */
    @ParameterizedTest
    @MethodSource("right")
    void theConvertedFileMeansTheSame(Path file) {
        ConfigSource source = CfgFiles.source(file);
        String yaml = Converter.yaml(List.of(source), Reading.ENVIRONMENT);
        ConfigResult converted = Reading.of(new ConfigSource("converted.yml", yaml));
        assertThat(converted.errors()).as(yaml).isEmpty();
        assertThat(converted.config()).as(yaml).isEqualTo(Reading.of(source).config());
    }

    /** Every key that HAProxy has as well stands in a file that both programs accept. */
    @Test
    void theRightFilesHoldEveryKey() {
        String text = CfgFiles.in("right").stream()
                .map(f -> CfgFiles.source(f).text())
                .collect(Collectors.joining("\n"));
        List<String> ours = List.of("threads", "stats", "fall-through", "amqp-check", "init-state", "address");
        assertThat(Keys.all())
                .filteredOn(k -> k.sections().stream().anyMatch(SECTIONS::contains))
                .filteredOn(k -> !ours.contains(k.name()))
                .hasSizeGreaterThan(50)
                .allSatisfy(k -> assertThat(text)
                        .containsPattern(
                                "(?m)[ \t]" + (k.group().isEmpty() ? "" : k.group() + "\\s+") + k.name() + "\\b"));
    }

    private static void compare(Path file, List<String> lines) throws IOException {
        Path expected = file.resolveSibling(file.getFileName().toString().replace(".cfg", ".said"));
        if (Boolean.getBoolean("haproxyj.rewrite")) {
            Files.writeString(expected, lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
        }
        assertThat(lines).containsExactlyElementsOf(Files.readAllLines(expected));
    }
}
