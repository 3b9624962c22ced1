package haproxyj.health;

/**
 * How long a check may take.
 *
 * @param connectNanos limit for the connect phase
 * @param totalNanos limit from the start to the verdict when {@code readNanos} is zero, else unused
 * @param readNanos limit for each wait for the peer's answer after the connect; zero means only the total counts
 */
public record ProbeLimits(long connectNanos, long totalNanos, long readNanos) {}
