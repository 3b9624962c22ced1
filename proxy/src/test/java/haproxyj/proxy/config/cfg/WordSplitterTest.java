package haproxyj.proxy.config.cfg;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.config.tree.ConfigError;
import haproxyj.proxy.config.tree.ConfigError.Severity;
import haproxyj.proxy.config.tree.ConfigSource;
import haproxyj.proxy.config.tree.Position;
import haproxyj.proxy.config.tree.Problems;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Quotes, escapes, comments and variables. */
class WordSplitterTest {

    private final Problems problems = new Problems(List.of(new ConfigSource("h.cfg", "")));

    private List<Word> split(String line) {
        Variables variables = new Variables(Map.of("A", "x y", "NONE", ""));
        return WordSplitter.split(new Position("h.cfg", 7, 1), line, variables, problems);
    }

    private List<String> words(String line) {
        return split(line).stream().map(Word::text).toList();
    }

    private List<String> errors() {
        return problems.sorted(Severity.ERROR).stream()
                .map(ConfigError::toString)
                .toList();
    }

    @Test
    void spacesAndTabsSeparate() {
        assertThat(words("  server\ta  b\r")).containsExactly("server", "a", "b");
        assertThat(words(" \t ")).isEmpty();
    }

    @Test
    void aHashBeginsACommentUnlessItIsProtected() {
        assertThat(words("a#b c")).containsExactly("a");
        assertThat(words("a\\#b \"#c\" '#d' # e")).containsExactly("a#b", "#c", "#d");
    }

    @Test
    void quotesProtectAndJoin() {
        assertThat(words("a\"b c\"d 'e \"f' \"g 'h\" \"\"")).containsExactly("ab cd", "e \"f", "g 'h", "");
        assertThat(words("'a\\nb' \"a\\\"b\"")).containsExactly("a\\nb", "a\"b");
    }

    @Test
    void backslashesEscape() {
        assertThat(words("a\\ b \\\\ \\\" \\' \\$ \"\\$\" \\x41\\r\\n\\t \\q \\"))
                .containsExactly("a b", "\\", "\"", "'", "\\$", "$", "A\r\n\t", "\\q", "\\");
    }

    @Test
    void octetsThatAreNotUtf8StayOctets() {
        assertThat(split("\\xc3\\xa9").get(0))
                .returns("é", Word::text)
                .returns(true, w -> w.hex().isEmpty());
        assertThat(split("\\xff\\x00").get(0).hex()).contains("ff00");
    }

    @Test
    void variablesStandForThemselvesWithinDoubleQuotesOnly() {
        assertThat(words("\"$A\" \"${A}z\" \"${NO-d e}\" \"a$NONE\" $A '$A' \"\\$A\""))
                .containsExactly("x y", "x yz", "d e", "a", "$A", "$A", "$A");
        assertThat(errors()).isEmpty();
    }

    @Test
    void whatIsWrongIsSaidAtItsPlace() {
        words("a \"$NO\" \"$1\" \"${A\" \\xg 'b");
        assertThat(errors())
                .containsExactly(
                        "h.cfg:7:4: the environment variable NO is not set; set it, or give a default: ${NO-default}",
                        "h.cfg:7:10: $ within double quotes begins a variable; write \\$ for the character itself",
                        "h.cfg:7:14: this quote is not closed; close it, or write \\\"",
                        "h.cfg:7:15: a variable is written ${NAME} or ${NAME-default}");
    }

    @Test
    void columnsCountCharacters() {
        assertThat(split("é😀 b \"c\"").stream().map(w -> w.at().column())).containsExactly(1, 4, 6);
    }
}
