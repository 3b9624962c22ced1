package haproxyj.proxy.config.tree;

import haproxyj.proxy.config.tree.ConfigError.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Gathers findings while the files are read. Equal findings count once: inherited values are looked at several times. */
public final class Problems {

    /** Findings kept; a file that has more is not YAML of ours. */
    private static final int MAX = 1000;

    private final List<String> files;
    private final Set<String> inCfg;
    private final Set<ConfigError> found = new LinkedHashSet<>();
    private final Set<Position> settled = new HashSet<>();

    /** @param sources all files, in the order of the command line */
    public Problems(List<ConfigSource> sources) {
        this.files = sources.stream().map(ConfigSource::name).toList();
        this.inCfg = sources.stream()
                .filter(s -> s.language() == Language.HAPROXY)
                .map(ConfigSource::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Which of two ways to write a thing goes with the language of the file at this place. */
    public String write(Position at, String yaml, String haproxy) {
        return inCfg.contains(at.file()) ? haproxy : yaml;
    }

    public void error(Position at, String message) {
        add(Severity.ERROR, at, message, Optional.empty());
    }

    public void error(Position at, String message, Optional<String> suggestion) {
        add(Severity.ERROR, at, message, suggestion);
    }

    public void warn(Position at, String message) {
        add(Severity.WARNING, at, message, Optional.empty());
    }

    /** All is said about the value at this place: what later readers find there follows from it. */
    public void settle(Position at) {
        settled.add(at);
    }

    private void add(Severity severity, Position at, String message, Optional<String> suggestion) {
        if (found.size() < MAX && !settled.contains(at)) {
            found.add(new ConfigError(severity, at, oneLine(message), suggestion.map(Problems::oneLine)));
        }
    }

    /** A name from a file may hold anything. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    /** Whether nothing more will be kept, so that reading on is of no use. */
    public boolean isFull() {
        return found.size() >= MAX;
    }

    /** Findings of one severity by file, line and column. */
    public List<ConfigError> sorted(Severity severity) {
        List<ConfigError> sorted = new ArrayList<>(
                found.stream().filter(e -> e.severity() == severity).toList());
        sorted.sort(Comparator.comparingInt(
                        (ConfigError e) -> files.indexOf(e.position().file()))
                .thenComparingInt(e -> e.position().line())
                .thenComparingInt(e -> e.position().column()));
        return List.copyOf(sorted);
    }

    public boolean hasErrors() {
        return found.stream().anyMatch(e -> e.severity() == Severity.ERROR);
    }
}
