package haproxyj.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ExpositionTest {

    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\"";
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{" + LABEL + "(?:," + LABEL + ")*\\})? (NaN|[+-]Inf|-?[0-9]+(?:\\.[0-9]+)?)");
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (counter|gauge)");
    private static final Pattern HELP = Pattern.compile("# HELP (\\S+) (\\S.*)");

    @Test
    void printsTheGoldenText() throws IOException {
        assertThat(Exposition.render(SampleStatus.snapshot())).isEqualTo(resource("metrics.golden.txt"));
    }

    @Test
    void everyLineIsValidAndEveryFamilyIsWrittenOnceInOnePiece() {
        Set<String> families = new HashSet<>();
        Set<String> series = new HashSet<>();
        String family = "";
        String helped = "";
        String text = Exposition.render(SampleStatus.snapshot());
        assertThat(text).endsWith("\n");
        for (String line : text.split("\n")) {
            Matcher help = HELP.matcher(line);
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (help.matches()) {
                helped = help.group(1);
            } else if (type.matches()) {
                family = type.group(1);
                assertThat(family).isEqualTo(helped);
                assertThat(families.add(family)).as("one head of %s", family).isTrue();
                assertThat(family.endsWith("_total")).as(line).isEqualTo("counter".equals(type.group(2)));
            } else {
                assertThat(sample.matches()).as("valid sample: %s", line).isTrue();
                assertThat(sample.group(1)).isEqualTo(family);
                assertThat(series.add(line.substring(0, line.lastIndexOf(' '))))
                        .as("one sample of %s", line)
                        .isTrue();
            }
        }
        assertThat(families).hasSize(Exposition.families().size());
    }

    @Test
    void familiesUnderHaproxysPrefixHaveTheNamesAndTypesOfHaproxy26() throws IOException {
        List<String> theirs = resource("haproxy-2.6-metrics.txt").lines().toList();
        assertThat(Exposition.families())
                .filteredOn(f -> !f.name().startsWith("haproxyj_"))
                .isNotEmpty()
                .allSatisfy(f ->
                        assertThat(theirs).contains(f.name() + " " + f.type().text()));
    }

    @Test
    void escapesLabels() {
        StatusSnapshot odd = new StatusSnapshot(
                SampleStatus.process(),
                List.of(),
                List.of(),
                List.of(new BrokerStatus("a\\b\"c\nd", 1, 0, 0, 0, 0, 0, false, 0, 0, 0, 0)));
        assertThat(Exposition.render(odd)).contains("haproxyj_broker_connections{broker=\"a\\\\b\\\"c\\nd\"} 1\n");
    }

    @Test
    void leavesOutFamiliesWithoutSamples() {
        StatusSnapshot bare = new StatusSnapshot(SampleStatus.process(), List.of(), List.of(), List.of());
        assertThat(Exposition.render(bare))
                .contains("haproxy_process_uptime_seconds 93784\n")
                .doesNotContain("haproxy_server", "haproxy_backend", "haproxy_frontend", "haproxyj_broker");
    }

    @Test
    void theManualListsEveryMetricAndNoOther() throws IOException {
        String manual = Files.readString(Path.of("..", "docs", "metrics.md"));
        List<String> listed = Pattern.compile("^\\| `(haproxyj?_\\w+)` \\| (\\w+) \\|", Pattern.MULTILINE)
                .matcher(manual)
                .results()
                .map(m -> m.group(1) + " " + m.group(2))
                .toList();
        assertThat(listed)
                .containsExactlyElementsOf(Exposition.families().stream()
                        .map(f -> f.name() + " " + f.type().text())
                        .toList());
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ExpositionTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
