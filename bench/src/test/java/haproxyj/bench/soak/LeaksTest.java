package haproxyj.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LeaksTest {
    private final Holding before = holding(Map.of("socket", 10, "pipe", 3), Map.of());

    @Test
    void whatIsBackIsNoLeak() {
        assertThat(Leaks.between(before, before)).isEmpty();
        assertThat(Leaks.between(before, holding(Map.of("socket", 9), Map.of())))
                .isEmpty();
    }

    @Test
    void descriptorsAndThreadsThatStayAreLeaks() {
        Holding after = new Holding(
                Map.of("socket", 11, "pipe", 5, "eventfd", 1), Map.of("loop", 2, "C2 CompilerThre", 3), 0, Map.of());
        assertThat(Leaks.between(before, after))
                .anyMatch(leak -> leak.contains("11 of kind socket"))
                .anyMatch(leak -> leak.contains("5 of kind pipe"))
                .anyMatch(leak -> leak.contains("1 of kind eventfd"))
                .anyMatch(leak -> leak.contains("2 named loop"))
                .hasSize(4);
    }

    @Test
    void pooledPipesMayStay() {
        Map<String, Double> pool = Map.of("x_relay_pipes", 4.0, "x_relay_pipes_pooled", 4.0);
        assertThat(Leaks.between(before, holding(Map.of("pipe", 11), pool))).isEmpty();
        assertThat(Leaks.between(before, holding(Map.of("pipe", 12), pool))).hasSize(1);
        assertThat(Leaks.between(before, holding(Map.of("pipe", 3), Map.of("x_relay_pipes", 4.0))))
                .hasSize(1);
    }

    @Test
    void gaugesMustBeBack() {
        assertThat(Leaks.between(before, holding(Map.of(), Map.of("x_pending_bytes", 1.0))))
                .hasSize(1);
        assertThat(Leaks.between(
                        before, holding(Map.of(), Map.of("haproxy_frontend_current_sessions{proxy=\"pipe\"}", 1.0))))
                .hasSize(1);
    }

    @Test
    void onlyLongAndGrossGrowthCounts() {
        assertThat(Leaks.isGrossGrowth(List.of(1L, 1_000_000L))).isFalse();
        assertThat(Leaks.isGrossGrowth(growing(30, 100))).isFalse();
        assertThat(Leaks.isGrossGrowth(growing(30, 20_000))).isTrue();
    }

    @Test
    void gaugesAreReadFromThePageAndCountersAreNot() {
        assertThat(MetricsPage.gauges("""
                # HELP a_b Something
                # TYPE a_b gauge
                a_b{proxy="x y"} 2
                # TYPE c_total counter
                c_total 5
                """)).containsExactlyEntriesOf(Map.of("a_b{proxy=\"x y\"}", 2.0));
    }

    @Test
    void descriptorsHaveKinds() {
        assertThat(List.of(
                        Holding.kind("socket:[12]"),
                        Holding.kind("anon_inode:[eventpoll]"),
                        Holding.kind("/dev/null"),
                        Holding.kind("pipe:[7]")))
                .containsExactly("socket", "eventpoll", "file", "pipe");
    }

    private static List<Long> growing(int samples, long step) {
        return LongStream.range(0, samples).map(i -> 100_000 + i * step).boxed().toList();
    }

    private static Holding holding(Map<String, Integer> descriptors, Map<String, Double> gauges) {
        return new Holding(descriptors, Map.of(), 0, gauges);
    }
}
