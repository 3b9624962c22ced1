package haproxyj.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every sequence of up to ten results, for every rise and fall up to 4 and every starting state, against a model that does
 * not know the integer: a flag and a counter of results in a row.
 */
class HealthReferenceTest {

    private static final int MAX = 4;
    private static final int LENGTH = 10;

    /** {@code inRow}: failures since the last success while up, successes since the last failure while down. */
    private record Model(boolean up, int inRow, int rise, int fall) {

        static Model initial(InitState state, int rise, int fall) {
            return switch (state) {
                case FULLY_UP -> new Model(true, 0, rise, fall);
                case UP -> new Model(true, fall - 1, rise, fall);
                case DOWN -> new Model(false, rise - 1, rise, fall);
                case FULLY_DOWN -> new Model(false, 0, rise, fall);
            };
        }

        Model next(boolean success) {
            if (success == up) {
                return new Model(up, 0, rise, fall);
            }
            boolean flips = inRow + 1 == (up ? fall : rise);
            return new Model(up != flips, flips ? 0 : inRow + 1, rise, fall);
        }

        String describe() {
            return up ? fall - inRow + "/" + fall + " UP" : inRow + "/" + rise + " DOWN";
        }
    }

    @ParameterizedTest
    @EnumSource(InitState.class)
    void agreesOnEverySequence(InitState init) {
        long compared = 0;
        for (int rise = 1; rise <= MAX; rise++) {
            for (int fall = 1; fall <= MAX; fall++) {
                Health health = Health.initial(
                        Policies.rabbit().riseFall(rise, fall).init(init).build());
                compared += compare(health, Model.initial(init, rise, fall), "", init);
            }
        }
        assertThat(compared).isEqualTo(MAX * MAX * ((1L << (LENGTH + 1)) - 1));
    }

    private static long compare(Health health, Model model, String results, InitState init) {
        if (!health.describe().equals(model.describe()) || health.up() != model.up()) {
            throw new AssertionError("rise " + model.rise() + " fall " + model.fall() + " from " + init + " after '"
                    + results + "': " + health.describe() + ", model " + model.describe());
        }
        if (results.length() == LENGTH) {
            return 1;
        }
        return 1
                + compare(health.passed(), model.next(true), results + "+", init)
                + compare(health.failed(), model.next(false), results + "-", init);
    }
}
