package haproxyj.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of HACKING.md that the sources can show: file budget, package pages, nothing left unfinished. */
class SourceTreeTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final List<String> MODULES = List.of("health", "vip-keepalive", "broker", "proxy", "bench");

    @Test
    void noFileIsAboveFourHundredLines() {
        assertThat(javaFiles(""))
                .allSatisfy(file -> assertThat(lines(file).size())
                        .as("%s: split it by concept", ROOT.relativize(file))
                        .isLessThanOrEqualTo(400));
    }

    @Test
    void medianAndNinthDecileStayInBudget() {
        List<Integer> sizes = javaFiles("/src/main/").stream()
                .map(file -> lines(file).size())
                .sorted()
                .toList();
        assertThat(sizes.get(sizes.size() / 2))
                .as("median lines of a source file")
                .isLessThanOrEqualTo(80);
        assertThat(sizes.get(sizes.size() * 9 / 10)).as("ninth decile").isLessThanOrEqualTo(250);
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        TreeMap<Path, Boolean> packages = new TreeMap<>();
        for (Path file : javaFiles("/src/main/")) {
            packages.put(file.getParent(), Files.exists(file.resolveSibling("package-info.java")));
        }
        assertThat(packages)
                .isNotEmpty()
                .allSatisfy((folder, described) -> assertThat(described)
                        .as("package-info.java in %s", ROOT.relativize(folder))
                        .isTrue());
    }

    @Test
    void nothingIsLeftUnfinishedAndNoTestIsSwitchedOff() {
        // Split so that this file does not match itself.
        Pattern marks = Pattern.compile("TO" + "DO|FIX" + "ME|\"st" + "ub\"|@Dis" + "abled|Thread\\.sl" + "eep\\(");
        List<String> found = new ArrayList<>();
        for (Path file : javaFiles("")) {
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (marks.matcher(lines.get(i)).find()) {
                    found.add(ROOT.relativize(file) + ":" + (i + 1) + ": "
                            + lines.get(i).strip());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void javaNamesInTheDocsExist() {
        Pattern name = Pattern.compile("`((?:[a-z-]+/)*src/main/java/[\\w/]+\\.java)`");
        assertThat(docs()).isNotEmpty().allSatisfy(page -> {
            var matcher = name.matcher(String.join("\n", lines(page)));
            while (matcher.find()) {
                assertThat(ROOT.resolve(matcher.group(1)))
                        .as("named in %s", ROOT.relativize(page))
                        .exists();
            }
        });
    }

    @Test
    void classesNamedInTheLivesExist() {
        Pattern name = Pattern.compile("`([A-Z][a-z]+[A-Za-z]*)(?:\\.(\\w+))?`");
        Map<String, Path> files = javaFiles("/src/main/").stream()
                .collect(Collectors.toMap(
                        file -> file.getFileName().toString().replace(".java", ""), file -> file, (one, other) -> one));
        assertThat(docs())
                .filteredOn(page -> page.getFileName().toString().startsWith("life-of-"))
                .isNotEmpty()
                .allSatisfy(page -> name.matcher(String.join("\n", lines(page)))
                        .results()
                        .forEach(found -> {
                            assertThat(files).as("classes, for %s", page).containsKey(found.group(1));
                            Optional.ofNullable(found.group(2))
                                    .ifPresent(member -> assertThat(String.join("\n", lines(files.get(found.group(1)))))
                                            .as("%s, for %s", found.group(), page)
                                            .contains(member));
                        }));
    }

    @Test
    void testsNamedInHackingExist() {
        List<String> tests = javaFiles("/src/test/").stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .toList();
        List<String> named = Pattern.compile("\\b[A-Z]\\w+(?:Test|IT)\\b")
                .matcher(String.join("\n", lines(ROOT.resolve("HACKING.md"))))
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(named).isNotEmpty().allSatisfy(test -> assertThat(tests).contains(test));
    }

    private static List<Path> docs() {
        return walk(ROOT.resolve("docs"))
                .filter(f -> f.toString().endsWith(".md"))
                .toList();
    }

    private static List<Path> javaFiles(String part) {
        return MODULES.stream()
                .flatMap(module -> walk(ROOT.resolve(module).resolve("src")))
                .filter(file -> file.toString().endsWith(".java"))
                .filter(file -> file.toString().contains(part))
                .toList();
    }

    private static Stream<Path> walk(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
