package haproxyj.health;

import java.time.Duration;
import java.util.Optional;

/**
 * How one server is checked: the server keywords of HAProxy's manual 5.2.
 *
 * @param rise successes in a row that bring a DOWN server up, at least 1
 * @param fall failures in a row that bring an UP server down, at least 1
 * @param inter wait between the end of one check and the start of the next while fully UP
 * @param fastinter the wait while in transition; {@code inter} when absent
 * @param downinter the wait while fully DOWN; {@code inter} when absent
 * @param initState where the counter starts
 * @param timeoutConnect {@code timeout connect} of the backend; limits the connect phase when {@code timeoutCheck} is set
 * @param timeoutCheck {@code timeout check}; when absent the whole check must fit in {@code inter}
 * @param observe whether real traffic counts
 * @param errorLimit consecutive traffic errors that trigger {@code onError}, at least 1
 * @param onError what is done then
 */
public record CheckPolicy(
        int rise,
        int fall,
        Duration inter,
        Optional<Duration> fastinter,
        Optional<Duration> downinter,
        InitState initState,
        Optional<Duration> timeoutConnect,
        Optional<Duration> timeoutCheck,
        Observe observe,
        int errorLimit,
        OnError onError) {

    public CheckPolicy {
        if (rise < 1 || fall < 1 || errorLimit < 1) {
            throw new IllegalArgumentException(
                    "rise " + rise + ", fall " + fall + ", error-limit " + errorLimit + ": each must be at least 1");
        }
        if (inter.isNegative() || inter.isZero()) {
            throw new IllegalArgumentException("inter must be longer than zero, not " + inter);
        }
    }

    /** HAProxy's defaults: inter 2s, rise 2, fall 3, error-limit 10, on-error fail-check. */
    public static CheckPolicy defaults() {
        return new CheckPolicy(
                2,
                3,
                Duration.ofSeconds(2),
                Optional.empty(),
                Optional.empty(),
                InitState.UP,
                Optional.empty(),
                Optional.empty(),
                Observe.NONE,
                10,
                OnError.FAIL_CHECK);
    }
}
