package haproxyj.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.DescriptorPlan.Wish;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorPlanTest {

    /** 10 open, 2 loops, 1 listener, 1 check: the process itself takes 10 + 6 + 1 + 1 + 32 = 50. */
    private static Wish wish(int maxconn, int maxpipes, int perConnection) {
        return new Wish(maxconn, maxpipes, perConnection, 10, 2, 1, 1);
    }

    @ParameterizedTest(name = "limit {0}: {1} connections of {3}, {2} pipes: {4}, {5}")
    @CsvSource({
        // All fits.
        "65536, 20000, 5000, 2, 20000, 5000",
        "50050, 20000, 5000, 2, 20000, 5000",
        "70050, 20000, 5000, 3, 20000, 5000",
        // Connections fit, pipes get the rest.
        "50049, 20000, 5000, 2, 20000, 4999",
        "40050, 20000, 5000, 2, 20000, 0",
        "20000,  9900, 2475, 2,  9900,   75",
        // Connections do not fit: pipes get a twentieth.
        "40049, 20000, 5000, 2, 19000,  999",
        "20000, 20000, 5000, 2,  9477,  498",
        " 1024, 20000, 5000, 2,   463,   24",
        " 1024, 20000, 5000, 3,   308,   24",
        // No pipes wanted.
        "20000, 20000,    0, 2,  9975,    0",
        // Next to nothing, and less than that.
        "   70, 20000, 5000, 2,    10,    0",
        "   50, 20000, 5000, 2,     0,    0",
        "   20, 20000, 5000, 2,     0,    0",
    })
    void plans(long limit, int maxconn, int maxpipes, int perConnection, int connections, int pipes) {
        DescriptorPlan plan = DescriptorPlan.of(limit, wish(maxconn, maxpipes, perConnection));
        assertThat(plan.maxconn()).as("maxconn").isEqualTo(connections);
        assertThat(plan.maxpipes()).as("maxpipes").isEqualTo(pipes);
    }

    @ParameterizedTest
    @CsvSource({"69, 20000, false", "70, 20000, true", "52, 1, true", "51, 1, false", "60, 5, true"})
    void tenConnectionsOrAllThatAreWantedAreWorthAStart(long limit, int maxconn, boolean works) {
        Wish wish = wish(maxconn, 0, 2);
        assertThat(DescriptorPlan.of(limit, wish).works(wish)).isEqualTo(works);
    }

    @Test
    void anUnlimitedProcessGetsWhatItWants() {
        Wish wish = wish(10_000_000, 10_000_000, 3);
        assertThat(DescriptorPlan.of(Long.MAX_VALUE, wish).fulfils(wish)).isTrue();
    }

    @Test
    void saysEveryNumberAndWhatToDo() {
        Wish wish = wish(20_000, 5_000, 2);
        assertThat(DescriptorPlan.of(20_000, wish).explained(20_000, wish))
                .isEqualTo(
                        "maxconn 9477 instead of 20000, maxpipes 498 instead of 5000: the limit of open files is 20000, "
                                + "the process itself takes 50 of them, a connection 2, a pipe 2; for all that is wanted allow "
                                + "50050 (ulimit -n 50050, or LimitNOFILE=50050 in a unit of systemd) or lower maxconn");
    }

    @RepeatedTest(100)
    void neverPromisesMoreThanThereIs(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        Wish wish = new Wish(
                random.nextInt(1, 100_000),
                random.nextInt(0, 30_000),
                random.nextInt(2, 4),
                random.nextInt(100),
                random.nextInt(1, 65),
                random.nextInt(1, 100),
                random.nextInt(1000));
        long limit = random.nextLong(16, 300_000);
        DescriptorPlan plan = DescriptorPlan.of(limit, wish);
        assertThat(plan.maxconn()).isBetween(0, wish.maxconn());
        assertThat(plan.maxpipes()).isBetween(0, wish.maxpipes());
        if (plan.maxconn() > 0) {
            assertThat(plan.own() + (long) plan.maxconn() * wish.perConnection() + 2L * plan.maxpipes())
                    .as("seed %s", repetition.getCurrentRepetition())
                    .isLessThanOrEqualTo(limit);
        }
        assertThat(plan.fulfils(wish)).isEqualTo(plan.needed() <= limit);
    }
}
