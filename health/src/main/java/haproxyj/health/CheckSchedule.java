package haproxyj.health;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next check, and how long a check may take. Pure; randomness is passed in.
 *
 * <p>A wait counts from the END of the check before it (HAProxy {@code src/check.c}, {@code process_chk_conn}).
 */
public final class CheckSchedule {

    private CheckSchedule() {}

    /**
     * The interval in force (HAProxy {@code src/server.c}, {@code srv_getinter}): {@code inter} while fully UP, {@code
     * downinter} while fully DOWN, {@code fastinter} in between, the starting edge included.
     *
     * @param fast traffic errors asked for the fast interval; it does not shorten the wait of a server that is fully DOWN
     */
    public static Duration interval(CheckPolicy policy, Health health, boolean fast) {
        if (health.fullyUp() && !fast) {
            return policy.inter();
        }
        return (health.fullyDown() ? policy.downinter() : policy.fastinter()).orElse(policy.inter());
    }

    /**
     * The interval in force, moved by up to plus or minus {@code spreadPercent} (manual 3.2 "spread-checks").
     *
     * @param spreadPercent 0 to 50; at 0 the generator is not asked
     * @return nanoseconds, at least 0
     */
    public static long waitNanos(
            CheckPolicy policy, Health health, boolean fast, int spreadPercent, RandomGenerator random) {
        long interval = interval(policy, health, fast).toNanos();
        if (spreadPercent == 0) {
            return interval;
        }
        double reach = interval / 100.0 * spreadPercent;
        return Math.max(0, interval + Math.round(reach * (1 - 2 * random.nextDouble())));
    }

    /**
     * The limits of one check (manual 4.2 "timeout check"; HAProxy {@code src/tcpcheck.c}, {@code tcpcheck_eval_connect}).
     * It is always {@code inter} that counts here, never {@code fastinter} or {@code downinter}: a hurried schedule must
     * not make a slow but healthy server fail. {@code timeout connect} is looked at only together with {@code timeout
     * check}, because alone it would cut the whole check.
     */
    public static ProbeLimits limits(CheckPolicy policy) {
        long inter = policy.inter().toNanos();
        if (policy.timeoutCheck().isEmpty()) {
            return new ProbeLimits(inter, inter, 0);
        }
        long read = policy.timeoutCheck().get().toNanos();
        long connect = policy.timeoutConnect()
                .map(Duration::toNanos)
                .map(limit -> Math.min(limit, inter))
                .orElse(inter);
        return new ProbeLimits(connect, connect + read, read);
    }
}
