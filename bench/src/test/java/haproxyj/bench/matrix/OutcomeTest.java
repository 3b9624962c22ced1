package haproxyj.bench.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.bench.matrix.Outcome.Delivery;
import haproxyj.bench.matrix.Outcome.Seen;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static Outcome outcome(Seen other, Seen actor) {
        return new Outcome(Delivery.ALL, Delivery.EMPTY, other, actor, "cD", "+1");
    }

    @Test
    void everyPrintedOutcomeCanBeReadBack() {
        List<Seen> sights = List.of(
                Seen.NOT_LOOKED, Seen.NOTHING, Seen.of("FIN", 0), Seen.of("RST", 1510), new Seen("FIN", Seen.LATE));
        for (Delivery toServer : Delivery.values()) {
            for (Delivery toClient : Delivery.values()) {
                for (Seen other : sights) {
                    for (Seen actor : sights) {
                        Outcome outcome = new Outcome(toServer, toClient, other, actor, "--", "0");
                        assertThat(Outcome.parse(outcome.toString())).contains(outcome);
                    }
                }
            }
        }
    }

    @Test
    void timesAreRoundedToTheNearestBucket() {
        assertThat(Seen.of("FIN", 124).millis()).isZero();
        assertThat(Seen.of("FIN", 126).millis()).isEqualTo(250);
        assertThat(Seen.of("FIN", 1040).millis()).isEqualTo(1000);
    }

    @Test
    void oneBucketOfLatenessMatchesTwoDoNot() {
        Outcome atOnce = outcome(Seen.of("FIN", 0), Seen.NOTHING);
        assertThat(atOnce.matches(outcome(Seen.of("FIN", 250), Seen.NOTHING))).isTrue();
        assertThat(atOnce.matches(outcome(Seen.of("FIN", 500), Seen.NOTHING))).isFalse();
    }

    @Test
    void lateMatchesLateOnly() {
        Outcome late = outcome(new Seen("FIN", Seen.LATE), Seen.NOTHING);
        assertThat(late.matches(late)).isTrue();
        assertThat(late.matches(outcome(Seen.of("FIN", 0), Seen.NOTHING))).isFalse();
    }

    @Test
    void anyOtherColumnMustBeEqual() {
        Outcome base = outcome(Seen.of("FIN", 0), Seen.NOTHING);
        assertThat(base.matches(new Outcome(Delivery.PART, Delivery.EMPTY, base.other(), base.actor(), "cD", "+1")))
                .isFalse();
        assertThat(base.matches(new Outcome(Delivery.ALL, Delivery.NONE, base.other(), base.actor(), "cD", "+1")))
                .isFalse();
        assertThat(base.matches(outcome(Seen.of("RST", 0), Seen.NOTHING))).isFalse();
        assertThat(base.matches(outcome(base.other(), Seen.of("FIN", 0)))).isFalse();
        assertThat(base.matches(new Outcome(Delivery.ALL, Delivery.EMPTY, base.other(), base.actor(), "sD", "+1")))
                .isFalse();
        assertThat(base.matches(new Outcome(Delivery.ALL, Delivery.EMPTY, base.other(), base.actor(), "cD", "1")))
                .isFalse();
    }

    @Test
    void deliveryComparesWhatArrivedWithWhatWasSent() {
        assertThat(Delivery.of(0, 0, true)).isEqualTo(Delivery.EMPTY);
        assertThat(Delivery.of(10, 0, true)).isEqualTo(Delivery.NONE);
        assertThat(Delivery.of(10, 9, true)).isEqualTo(Delivery.PART);
        assertThat(Delivery.of(10, 10, true)).isEqualTo(Delivery.ALL);
        assertThat(Delivery.of(10, 10, false)).isEqualTo(Delivery.DAMAGED);
        assertThat(Delivery.of(10, 11, true)).isEqualTo(Delivery.DAMAGED);
    }
}
