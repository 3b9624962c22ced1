package haproxyj.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.config.tree.ConfigError;
import haproxyj.proxy.config.tree.ConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Damaged files never make the reader throw: it gives a configuration, or errors that point into the file. */
class MutationTest {

    /** More of them for a longer hunt. */
    private static final int ROUNDS = Integer.getInteger("haproxyj.rounds", 4000);

    private static final String[] PIECES = {
        ":",
        ": ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "\"",
        "'",
        "\t",
        "\n",
        "\r",
        "&a ",
        "*a",
        "!t ",
        "<<: ",
        "|\n",
        ">",
        "#",
        "%",
        "@",
        "?",
        "? ",
        "~",
        "null",
        "-1",
        "0",
        "99999999999999999999",
        "1e9",
        ".nan",
        "true",
        "\u0000",
        "\ufeff",
        "é",
        "😀",
        "\ud800",
        "---\n",
        "...\n",
        "  ",
        "server",
        "*:80",
        "[::1]:80",
        "unix@",
        "/",
        "x/y",
        "5s",
        "0x1f",
        "random(0)",
        " \\x00",
        "\\",
        "\"$RB1\"",
        "\"${A",
        "no option ",
        "default-server ",
        "defaults x",
        " from x",
        "! ",
        ","
    };

    @Test
    void neverThrows() throws IOException {
        List<String> originals = originals();
        assertThat(originals).hasSizeGreaterThan(40);
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            String text = originals.get(random.nextInt(originals.size()));
            for (int i = random.nextInt(4); i >= 0; i--) {
                text = mutate(text, random);
            }
            check(new ConfigSource("t.yml", text), seed);
        }
    }

    @Test
    void neverThrowsForHaproxysLanguageEither() {
        List<Path> files = new ArrayList<>(CfgFiles.in("right"));
        files.addAll(CfgFiles.in("wrong"));
        List<String> originals =
                files.stream().map(f -> CfgFiles.source(f).text()).toList();
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            String text = originals.get(random.nextInt(originals.size()));
            for (int i = random.nextInt(4); i >= 0; i--) {
                text = mutate(text, random);
            }
            check(new ConfigSource("t.cfg", text), seed);
        }
    }

    private static void check(ConfigSource source, int seed) {
        String text = source.text();
        ConfigResult result;
        try {
            result = Reading.of(source);
            if (result.config().isPresent() && source.name().endsWith(".cfg")) {
                String yaml = Converter.yaml(List.of(source), Reading.ENVIRONMENT);
                assertThat(Reading.of(yaml).config())
                        .as("seed %d on%n%s", seed, text)
                        .isEqualTo(result.config());
            }
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + " on\n" + text, e);
        }
        assertThat(result.config().isPresent())
                .as("seed %d on%n%s", seed, text)
                .isEqualTo(result.errors().isEmpty());
        long lines = 2
                + text.chars()
                        .filter(c -> c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028')
                        .count();
        for (ConfigError error : result.errors()) {
            assertThat(error.position().line()).as("seed %d: %s", seed, error).isBetween(1, (int) lines);
            assertThat(error.position().column()).as("seed %d: %s", seed, error).isPositive();
            assertThat(error.toString().lines().count())
                    .as("seed %d: %s", seed, error)
                    .isEqualTo(1);
        }
    }

    private static String mutate(String text, Random random) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + 1 + random.nextInt(8));
        String piece = PIECES[random.nextInt(PIECES.length)];
        List<String> lines = new ArrayList<>(text.lines().toList());
        int line = lines.isEmpty() ? 0 : random.nextInt(lines.size());
        switch (random.nextInt(6)) {
            case 0:
                return text.substring(0, at) + text.substring(end);
            case 1:
                return text.substring(0, at) + piece + text.substring(at);
            case 2:
                return text.substring(0, at) + piece + text.substring(end);
            case 3:
                return text.substring(0, at);
            case 4:
                lines.add(line, lines.isEmpty() ? piece : lines.get(random.nextInt(lines.size())));
                return String.join("\n", lines);
            default:
                if (!lines.isEmpty()) {
                    String old = lines.get(line);
                    lines.set(
                            line, old.contains(":") ? old.substring(0, old.indexOf(':') + 1) + " " + piece : " " + old);
                }
                return String.join("\n", lines);
        }
    }

    private static List<String> originals() throws IOException {
        List<String> texts = new ArrayList<>(List.of(Files.readString(Path.of("src/test/resources/all-keys.yml"))));
        for (Path folder : List.of(Path.of("../config-samples"), Path.of("src/test/resources/config"))) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".yml"))
                        .sorted()
                        .toList()) {
                    texts.add(Files.readString(file));
                }
            }
        }
        return texts;
    }
}
