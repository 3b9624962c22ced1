package haproxyj.bench.growth;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.bench.growth.GrowthText.Section;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeriesTest {
    @Test
    void mediansDecideWhetherItGrows() {
        Series series = new Series("servers");
        for (double outlier : new double[] {100, 104, 900}) {
            series.add(2, "one", outlier);
            series.add(4_000, "one", 125);
            series.add(2, "other", 100);
            series.add(4_000, "other", 126);
        }
        assertThat(series.isFlat("one")).isTrue();
        assertThat(series.isFlat("other")).isFalse();
        assertThat(series.toString()).contains("4,000", "104 (100..900)", "1.26 GROWS");
    }

    @Test
    void fourThousandServersHaveAddressesOfTheirOwn() {
        Set<String> addresses = new HashSet<>();
        for (int i = 0; i < 4_000; i++) {
            assertThat(addresses.add(GrowthText.address(i, 80))).isTrue();
        }
        assertThat(addresses)
                .allMatch(a -> a.matches("127\\.1\\.\\d{1,2}\\.([1-9]|[1-9]\\d|1\\d\\d|2[0-4]\\d|250):80"));
    }

    @Test
    void bothLanguagesSayTheSame() {
        List<Section> sections = List.of(new Section("a", 1234, "leastconn", 2));
        assertThat(GrowthText.yaml(sections, 10, 2, 80))
                .contains("bind: 127.0.0.1:1234", "balance: leastconn", "s1: 127.1.0.2:80", "maxconn: 10");
        assertThat(GrowthText.cfg(sections, 10, 2, 80))
                .contains("bind 127.0.0.1:1234", "balance leastconn", "server s1 127.1.0.2:80", "maxconn 10");
    }

    @Test
    void levelsAboveTheLimitBecomeThatLimit() {
        assertThat(IdleCrowd.most(20_000)).isEqualTo(9_750);
        assertThat(IdleCrowd.allowed(List.of(100, 10_000, 20_000), 9_750)).containsExactly(100, 9_750);
    }
}
