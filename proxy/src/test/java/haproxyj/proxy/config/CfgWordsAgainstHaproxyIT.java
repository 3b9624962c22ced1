package haproxyj.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import haproxyj.proxy.config.tree.ConfigError;
import haproxyj.proxy.config.tree.ConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quoting beside the installed HAProxy, which repeats an unknown keyword as it understood it. */
class CfgWordsAgainstHaproxyIT {

    private static final int ROUNDS = Integer.getInteger("haproxyj.rounds", 10);
    /** HAProxy gives up after 50 errors. */
    private static final int LINES = 45;

    private static final Pattern SAID =
            Pattern.compile("parsing \\[[^]]*:([0-9]+)\\] ?: unknown keyword '(.*)' in 'listen'.*");
    private static final Pattern REFUSED = Pattern.compile("parsing \\[[^]]*:([0-9]+)\\]: .*");
    private static final String[] PIECES = {
        "a",
        "Z",
        "_",
        " ",
        "\t",
        "\\ ",
        "\\\\",
        "\\\"",
        "\\'",
        "\\#",
        "\\$",
        "\\x41",
        "\\xg",
        "\\q",
        "\\",
        "\"",
        "\"",
        "'",
        "'",
        "#",
        "$A",
        "$RB1",
        "${RB1}",
        "${RB1-x}",
        "${NOPE-d e}",
        "${RB1",
        "$1",
        "é",
        "/",
        ":"
    };

    @TempDir
    Path folder;

    @Test
    void wordsAreCutAlike() throws IOException {
        assumeThat(HaproxyCheck.installed()).isTrue();
        for (int seed = 0; seed < ROUNDS; seed++) {
            compare(new Random(seed));
        }
    }

    private void compare(Random random) throws IOException {
        List<String> lines = new ArrayList<>(List.of("listen l"));
        while (lines.size() < LINES) {
            StringBuilder line = new StringBuilder("q");
            for (int n = random.nextInt(9); n > 0; n--) {
                line.append(PIECES[random.nextInt(PIECES.length)]);
            }
            lines.add(line.toString());
        }
        String text = String.join("\n", lines) + "\n";
        HaproxyCheck haproxys = HaproxyCheck.of(Files.writeString(folder.resolve("w.cfg"), text));
        Map<Integer, String> words = new java.util.TreeMap<>();
        haproxys.output().lines().forEach(l -> {
            var said = SAID.matcher(l);
            var refused = REFUSED.matcher(l);
            if (said.find()) {
                words.put(Integer.parseInt(said.group(1)), "unknown keyword \"" + said.group(2) + "\" in listen l");
            } else if (refused.find()) {
                words.put(Integer.parseInt(refused.group(1)), "refused");
            }
        });
        assertThat(words).hasSize(LINES - 1);
        Map<Integer, List<String>> ours = Reading.of(new ConfigSource("w.cfg", text)).errors().stream()
                .collect(Collectors.groupingBy(
                        e -> e.position().line(), Collectors.mapping(ConfigError::message, Collectors.toList())));
        words.forEach((line, word) -> {
            List<String> said = ours.getOrDefault(line, List.of());
            boolean cut = said.stream()
                    .allMatch(m -> m.startsWith("unknown keyword")
                            || m.startsWith("listen l has")
                            || m.contains("is not set;"));
            assertThat(cut)
                    .as("line %s: HAProxy %s, here %s", lines.get(line - 1), word, said)
                    .isEqualTo(!word.equals("refused"));
            if (cut) {
                assertThat(said).as(lines.get(line - 1)).contains(word);
            }
        });
    }
}
