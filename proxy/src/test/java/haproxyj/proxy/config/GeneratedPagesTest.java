package haproxyj.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import haproxyj.proxy.config.tree.ConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The committed reference page and schema are what the key table generates; {@code -Dhaproxyj.rewrite=true} writes them
 * anew. The samples and a file with every key satisfy the schema, and are read without errors.
 */
class GeneratedPagesTest {

    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
    private static final Path ALL_KEYS = Path.of("src/test/resources/all-keys.yml");

    static Stream<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(TOP.resolve("config-samples"))) {
            List<Path> samples =
                    files.filter(f -> f.toString().endsWith(".yml")).sorted().toList();
            assertThat(samples).hasSizeGreaterThanOrEqualTo(5);
            return samples.stream();
        }
    }

    @Test
    void referencePageIsUpToDate() throws IOException {
        compare(TOP.resolve("docs/configuration.md"), ReferencePage.text());
    }

    @Test
    void schemaIsUpToDate() throws IOException {
        compare(TOP.resolve("docs/haproxy-j.schema.json"), SchemaPage.text());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void samplesSatisfyTheSchema(Path sample) throws IOException {
        assertThat(schemaErrors(sample)).isEmpty();
    }

    @Test
    void pageOfHaproxysLanguageIsUpToDate() throws IOException {
        compare(TOP.resolve("docs/haproxy-cfg.md"), CfgPage.text());
    }

    @Test
    void samplesInHaproxysLanguageAreReadWithoutErrorsOrWarnings() throws IOException {
        ConfigSource source = new ConfigSource(
                "warren.cfg", Files.readString(TOP.resolve("config-samples").resolve("warren.cfg")));
        assertThat(Reading.lines(Reading.of(source))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void samplesAreReadWithoutErrorsOrWarnings(Path sample) throws IOException {
        ConfigSource source = new ConfigSource(sample.getFileName().toString(), Files.readString(sample));
        assertThat(Reading.lines(Reading.of(source))).isEmpty();
    }

    @Test
    void aFileWithEveryKeySatisfiesTheSchema() throws IOException {
        assertThat(schemaErrors(ALL_KEYS)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void schemaFindsWhatTheReaderFinds(String name) throws IOException {
        assertThat(schemaErrors(Path.of("src/test/resources/config", name + ".yml")))
                .isNotEmpty();
    }

    static Stream<String> wrong() {
        return Stream.of(
                "01-unknown-keys",
                "02-wrong-types",
                "03-out-of-range",
                "04-durations",
                "11-vrrp",
                "12-mode",
                "23-misplaced",
                "25-options",
                "29-broker",
                "32-balance",
                "33-words");
    }

    private static List<Error> schemaErrors(Path file) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaPage.text(), InputFormat.JSON);
        return schema.validate(Files.readString(file), InputFormat.YAML);
    }

    private static void compare(Path committed, String generated) throws IOException {
        if (Boolean.getBoolean("haproxyj.rewrite")) {
            Files.createDirectories(committed.getParent());
            Files.writeString(committed, generated);
        }
        assertThat(committed).content().isEqualTo(generated);
    }
}
