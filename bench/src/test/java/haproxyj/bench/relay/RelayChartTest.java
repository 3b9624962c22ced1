package haproxyj.bench.relay;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.bench.relay.Figure.Bar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelayChartTest {
    private static final Figure RATE = new Figure("rate", "requests/s", Goal.NONE, Bar.more("rate"));

    @Test
    void drawsBesideTheJsonFileOrSaysWhyNot(@TempDir Path folder) throws IOException {
        Results results = new Results();
        List<Contestant> contestants = List.of(Contestant.HAPROXY_COPY, Contestant.NGINX);
        results.add(
                List.of(RATE),
                contestants,
                Map.of(Contestant.HAPROXY_COPY, Map.of(RATE, 2.0), Contestant.NGINX, Map.of(RATE, 3.0)));
        String said = RelayChart.save(results, contestants, folder.resolve("relay.json"));
        Path picture = folder.resolve("relay.png");
        if (Files.exists(picture)) {
            assertThat(said).isEqualTo("chart: " + picture);
            assertThat(ImageIO.read(picture.toFile()).getWidth()).isPositive();
        } else {
            assertThat(said).startsWith("no chart, because this JDK cannot draw text: apt-get install");
        }
    }

    @Test
    void withoutAReferenceThereIsNothingToDraw(@TempDir Path folder) throws IOException {
        assertThat(RelayChart.save(new Results(), List.of(Contestant.NGINX), folder.resolve("relay.json")))
                .startsWith("no chart: it shows ratios to HAProxy");
    }
}
