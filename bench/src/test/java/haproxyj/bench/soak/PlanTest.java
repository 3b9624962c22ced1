package haproxyj.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.bench.soak.Plan.Expected;
import haproxyj.bench.soak.Script.Kind;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final int SEED = 5;
    private final List<Plan> plans =
            IntStream.rangeClosed(1, 5_000).mapToObj(id -> Plan.of(SEED, id)).toList();

    @Test
    void seedAndNumberGiveTheSamePlanAgain() {
        assertThat(Plan.of(SEED, 77)).isEqualTo(plans.get(76)).isNotEqualTo(Plan.of(SEED + 1, 77));
        assertThat(plans.stream().map(Plan::client).distinct().count()).isGreaterThan(4_000);
    }

    @Test
    void everySectionAndEveryEndingOccurs() {
        assertThat(plans.stream().map(Plan::section)).contains(Section.values());
        assertThat(plans.stream().map(Plan::expected)).contains(Expected.values());
        assertThat(plans.stream()
                        .flatMap(plan -> Stream.of(plan.client(), plan.server()))
                        .map(script -> script.ending().kind()))
                .contains(Kind.values());
        assertThat(plans.stream().map(plan -> plan.client().total()))
                .contains(0L)
                .anyMatch(total -> total > 10 << 20);
    }

    @Test
    void whatMustArriveWholeIsCutByNobody() {
        assertThat(plans).filteredOn(plan -> plan.expected() == Expected.ALL).allSatisfy(plan -> {
            assertThat(plan.client().ending().kind()).isIn(Kind.FIN, Kind.FIN_LAST);
            assertThat(plan.server().ending().kind()).isIn(Kind.FIN, Kind.FIN_LAST, Kind.ANSWER);
            assertThat(plan.client().ending().kind() == Kind.FIN
                            || plan.server().ending().kind() == Kind.FIN)
                    .isTrue();
        });
    }

    @Test
    void everyResetIsReached() {
        assertThat(plans)
                .allSatisfy(plan -> assertThat(Math.max(
                                plan.client().ending().octets(),
                                plan.server().ending().octets()))
                        .isLessThanOrEqualTo(
                                plan.client().total() + plan.server().total()));
    }
}
