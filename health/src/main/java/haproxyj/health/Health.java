package haproxyj.health;

/**
 * The health of one server as HAProxy counts it: ONE integer from 0 to {@code rise + fall - 1}. The server is UP while it
 * is at least {@code rise} (HAProxy {@code src/check.c}, {@code set_server_check_status}; manual 5.2 "rise", "fall").
 *
 * <p>Both directions ask for results in a row: while UP one success forgives every failure so far, while DOWN one failure
 * throws away every success so far.
 *
 * <p>Pure and immutable: each operation returns the next value.
 *
 * @param value 0 to {@code rise + fall - 1}
 * @param rise successes in a row that bring the server up, at least 1
 * @param fall failures in a row that bring the server down, at least 1
 */
public record Health(int value, int rise, int fall) {

    public Health {
        if (rise < 1 || fall < 1 || value < 0 || value > rise + fall - 1) {
            throw new IllegalArgumentException(
                    "health " + value + " is outside 0..rise+fall-1 with rise " + rise + ", fall " + fall);
        }
    }

    /** The value a server starts with, and returns to when it leaves maintenance (manual 5.2 "init-state"). */
    public static Health initial(CheckPolicy policy) {
        int rise = policy.rise();
        int fall = policy.fall();
        int value = switch (policy.initState()) {
            case FULLY_UP -> rise + fall - 1;
            case UP -> rise;
            case DOWN -> rise - 1;
            case FULLY_DOWN -> 0;
        };
        return new Health(value, rise, fall);
    }

    /** Whether the server takes traffic as far as checks are concerned. */
    public boolean up() {
        return value >= rise;
    }

    /** No failure since the last success: nothing is in transition. */
    public boolean fullyUp() {
        return value == top();
    }

    /** No success since the last failure: nothing is in transition. */
    public boolean fullyDown() {
        return value == 0;
    }

    /** After a successful check: one more, and the top as soon as {@code rise} is reached. */
    public Health passed() {
        return with(value + 1 >= rise ? top() : value + 1);
    }

    /** After a failed check: one less, and zero as soon as it is below {@code rise}. */
    public Health failed() {
        return with(value - 1 < rise ? 0 : value - 1);
    }

    /** After {@code error-limit} traffic errors in a row (manual 5.2 "on-error"). */
    public Health afterTrafficErrors(OnError action) {
        return switch (action) {
            case FASTINTER -> this;
            case FAIL_CHECK -> failed();
            case SUDDEN_DEATH -> suddenDeath();
            case MARK_DOWN -> zeroed();
        };
    }

    /** A failed check after which the next one is fatal; fatal at once if no life was left to lose. */
    public Health suddenDeath() {
        return with(Math.min(value, rise + 1)).failed();
    }

    /** DOWN without any success counted: marked down, or in maintenance. */
    public Health zeroed() {
        return with(0);
    }

    /** As in HAProxy's log: {@code 1/3 UP} counts the failures left of {@code fall}, {@code 1/2 DOWN} successes of {@code rise}. */
    public String describe() {
        return up() ? (value - rise + 1) + "/" + fall + " UP" : value + "/" + rise + " DOWN";
    }

    private int top() {
        return rise + fall - 1;
    }

    private Health with(int next) {
        return next == value ? this : new Health(next, rise, fall);
    }
}
