package haproxyj.bench.proxy;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The access-log lines a proxy has written so far, by section and client port. Thread-safe. */
public final class LogBook {
    private record Key(String frontend, int clientPort) {}

    private final Map<Key, TcplogLine> lines = new ConcurrentHashMap<>();

    /** Takes any output line; what is not an access-log line is left aside. */
    public void offer(String line) {
        TcplogLine.parse(line).ifPresent(parsed -> lines.put(new Key(parsed.frontend(), parsed.clientPort()), parsed));
    }

    /** The line of one connection, once it is there. */
    public Optional<TcplogLine> find(String frontend, int clientPort) {
        return Optional.ofNullable(lines.get(new Key(frontend, clientPort)));
    }
}
