package haproxyj.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.config.tree.ConfigSource;
import haproxyj.proxy.config.tree.TreeReader;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines and columns, whatever the line ends and characters before them. */
class PositionTest {

    private static List<String> places(String text) {
        return Reading.of(text).errors().stream()
                .map(e -> e.position().line() + ":" + e.position().column())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void lineEndsDoNotMatter(String end) {
        String text = String.join(end, "# comment", "global:", "  # another", "  maxcon: 5", "", "  threads: x", "");
        assertThat(places(text)).containsExactly("4:3", "6:12");
    }

    @Test
    void aByteOrderMarkHasNoColumn() {
        assertThat(places("\ufeffglobl: 5\n")).containsExactly("1:1");
    }

    @Test
    void columnsCountCharactersAndNotBytes() {
        assertThat(places("broker: {rb: {bind: 127.0.0.1:0, users: {\"é😀\": x}, chanel_max: 5}}\n"))
                .containsExactly("1:52");
    }

    @Test
    void aTabBetweenTokensIsOneColumn() {
        assertThat(places("global: {\tmaxcon:\t5 }\n")).containsExactly("1:11");
    }

    @Test
    void quotedKeysAndValuesStartAtTheQuote() {
        assertThat(places("global:\n  \"maxcon\": 5\n  'threads': 'x'\n")).containsExactly("2:3", "3:14");
    }

    @Test
    void findingsComeInTheOrderOfFilesAndLines() {
        ConfigResult result = Reading.of(
                new ConfigSource("z.yml", "listen: {a: {}}\nglobl: 1\n"), new ConfigSource("a.yml", "fronted: 1\n"));
        assertThat(result.errors().stream().map(e -> e.position().toString()))
                .containsExactly("z.yml:1:10", "z.yml:1:10", "z.yml:2:1", "a.yml:1:1");
    }

    @Test
    void sizeAndDepthAreBounded() {
        assertThat(Reading.of("#" + "x".repeat(TreeReader.MAX_BYTES)).errors())
                .singleElement()
                .asString()
                .isEqualTo("t.yml:1:1: the file is larger than 4 MiB; split it and give several -f");
        String deep = "a: " + "[".repeat(100_000) + "]".repeat(100_000);
        assertThat(Reading.of(deep).errors()).singleElement().asString().startsWith("t.yml:1:23: nested deeper");
    }

    @Test
    void aFindingIsOneLineWhateverNamesHold() {
        String yaml = "listen: {\"a\\nb\": {bind: 127.0.0.1:80, server: {\"c\\r\": {weight: 1}}}}\n";
        String cfg = "listen a\\nb\nbind 127.0.0.1:80\nserver c\\r\n";
        assertThat(List.of(Reading.of(yaml), Reading.of(new ConfigSource("h.cfg", cfg))))
                .allSatisfy(result ->
                        assertThat(Reading.lines(result)).isNotEmpty().noneMatch(l -> l.matches("(?s).*\\p{Cntrl}.*")));
    }

    @Test
    void findingsAreBounded() {
        String many = Stream.generate(() -> "x").limit(5000).reduce("", (a, b) -> a + b + a.length() + ": 1\n");
        assertThat(Reading.of(many).errors()).hasSizeLessThanOrEqualTo(1000);
        ConfigSource lines = new ConfigSource("h.cfg", "listen l\n" + "x\n".repeat(TreeReader.MAX_BYTES / 2 - 10));
        assertThat(Reading.of(lines).errors()).hasSizeLessThanOrEqualTo(1000).hasSizeGreaterThan(900);
    }
}
