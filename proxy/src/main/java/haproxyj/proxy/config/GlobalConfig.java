package haproxyj.proxy.config;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Section {@code global} (HAProxy manual 3).
 *
 * @param threads event loops
 * @param maxconn client connections of the whole process; listeners stop accepting beyond it
 * @param spreadChecks percent by which check intervals vary, 0 to 50
 * @param stats address of the statistics HTTP server, if wanted
 * @param hardStopAfter longest drain after SIGUSR1; without it a drain waits for the last session
 * @param maxpipes most pipes for splicing that the process keeps open
 * @param nosplice everything is copied, whatever the sections say
 * @param pipesize octets of a pipe ({@code tune.pipesize}); 0 leaves the size to the kernel, absent to the program
 * @param maxconnGiven somebody asked for maxconn; false: the default
 * @param maxpipesGiven the same for maxpipes
 */
public record GlobalConfig(
        int threads,
        int maxconn,
        int spreadChecks,
        Optional<InetSocketAddress> stats,
        Optional<Duration> hardStopAfter,
        int maxpipes,
        boolean nosplice,
        OptionalInt pipesize,
        boolean maxconnGiven,
        boolean maxpipesGiven) {}
