package haproxyj.health;

import java.time.Duration;
import java.util.Collection;

/**
 * Spreads the first checks of all servers of a process, so that a start does not probe everything at one moment (HAProxy
 * {@code src/check.c}, {@code start_checks}). Pure.
 */
public final class FirstChecks {

    /** Shorter intervals start on their own and do not set the pace for the others. */
    private static final Duration THRESHOLD = Duration.ofSeconds(1);

    private FirstChecks() {}

    /**
     * When check {@code k} of {@code n} starts: at {@code k/n} of the larger of {@code smallest} and {@code own}.
     *
     * @param k position among all checks of the process, 0 to {@code n - 1}
     * @param smallest {@link #smallest} over all checks
     * @param own {@link #own} of this check
     * @return nanoseconds after the start
     */
    public static long delayNanos(int k, int n, Duration smallest, Duration own) {
        if (k < 0 || k >= n) {
            throw new IllegalArgumentException("check " + k + " of " + n + ": give 0 to n-1");
        }
        long period = Math.max(smallest.toNanos(), own.toNanos());
        return (long) ((double) period * k / n);
    }

    /** The interval a check starts with: that of its initial health, hence {@code fastinter} on the starting edge. */
    public static Duration own(CheckPolicy policy) {
        return CheckSchedule.interval(policy, Health.initial(policy), false);
    }

    /** The smallest of the given intervals that is 1 s or longer; zero when there is none. */
    public static Duration smallest(Collection<Duration> intervals) {
        return intervals.stream()
                .filter(interval -> interval.compareTo(THRESHOLD) >= 0)
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
