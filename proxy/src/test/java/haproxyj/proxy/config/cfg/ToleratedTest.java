package haproxyj.proxy.config.cfg;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.config.cfg.Tolerated.Row;
import haproxyj.proxy.config.keys.Keys;
import haproxyj.proxy.config.keys.Section;
import haproxyj.proxy.config.tree.ConfigError;
import haproxyj.proxy.config.tree.ConfigError.Severity;
import haproxyj.proxy.config.tree.ConfigSource;
import haproxyj.proxy.config.tree.Problems;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every word of the table is read without effect wherever the table says so, with one warning for two lines of it. */
class ToleratedTest {

    static Stream<Row> rows() {
        return Tolerated.rows().stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void warnsOnceAndDoesNothing(Row row) {
        String word = row.name() + (row.prefix() ? "x" : "");
        for (Section section : row.in()) {
            assertThat(Keys.of(section, row.group())).as("supported as well").doesNotContainKey(word);
            ConfigSource source = new ConfigSource("h.cfg", twice(section, row, word));
            Problems problems = new Problems(List.of(source));
            String with = CfgReader.read(List.of(source), Map.of(), problems).toString();
            assertThat(problems.sorted(Severity.ERROR)).isEmpty();
            assertThat(problems.sorted(Severity.WARNING).stream().map(ConfigError::message))
                    .singleElement()
                    .asString()
                    .contains(word)
                    .endsWith(row.reason());
            assertThat(with).doesNotContain(word + "=").doesNotContain("10.9.8.7");
        }
    }

    private static String twice(Section section, Row row, String word) {
        String value = row.values() == 0 ? " " : " 10.9.8.7 ";
        return switch (section) {
            case BIND -> "listen l\n" + ("bind :1 " + word + value + "accept-proxy\n").repeat(2);
            case SERVER -> "listen l\nserver a :1 " + word + value + word + value + "check\n";
            case DEFAULT_SERVER -> "listen l\ndefault-server " + word + value + word + value + "check\n";
            default ->
                section.title() + (section == Section.GLOBAL || section == Section.DEFAULTS ? "" : " x") + "\n"
                        + (row.group() + " " + word + " 10.9.8.7\n").repeat(2);
        };
    }
}
