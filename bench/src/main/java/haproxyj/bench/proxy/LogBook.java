package haproxyj.bench.proxy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** The access-log lines a proxy has written so far, by section and client port. Thread-safe. */
public final class LogBook {
    private record Key(String frontend, int clientPort) {}

    private static final Pattern COMPLAINT = Pattern.compile(" ERROR |LEAK: |Exception");
    private static final int MOST_COMPLAINTS = 50;

    private final Map<Key, TcplogLine> lines = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    /** Takes any output line; what is neither an access-log line nor a complaint is left aside. */
    public void offer(String line) {
        Optional<TcplogLine> parsed = TcplogLine.parse(line);
        if (parsed.isPresent()) {
            lines.put(new Key(parsed.get().frontend(), parsed.get().clientPort()), parsed.get());
        } else if (COMPLAINT.matcher(line).find() && complaints.size() < MOST_COMPLAINTS) {
            complaints.add(line);
        }
    }

    /** Lines in which the program speaks of an error of its own or of a leak; the first ones. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** The line of one connection, once it is there. */
    public Optional<TcplogLine> find(String frontend, int clientPort) {
        return Optional.ofNullable(lines.get(new Key(frontend, clientPort)));
    }
}
