package haproxyj.health;

/**
 * How long a check may take.
 *
 * @param connectNanos limit for the connect phase
 * @param totalNanos limit from the start to the verdict when {@code readNanos} is zero, else unused
 * @param readNanos limit from the end of the connect to the verdict, however many answers that takes, so that a server
 *     that trickles bytes cannot hold a check for ever; zero means only the total counts
 */
public record ProbeLimits(long connectNanos, long totalNanos, long readNanos) {}
