package haproxyj.proxy.config;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Section {@code global} (HAProxy manual 3).
 *
 * @param threads event loops
 * @param maxconn client connections of the whole process; listeners stop accepting beyond it
 * @param spreadChecks percent by which check intervals vary, 0 to 50
 * @param stats address of the statistics HTTP server, if wanted
 * @param hardStopAfter longest drain after SIGUSR1; without it a drain waits for the last session
 */
public record GlobalConfig(
        int threads,
        int maxconn,
        int spreadChecks,
        Optional<InetSocketAddress> stats,
        Optional<Duration> hardStopAfter) {}
