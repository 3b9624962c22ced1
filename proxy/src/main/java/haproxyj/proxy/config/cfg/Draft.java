package haproxyj.proxy.config.cfg;

import haproxyj.proxy.config.tree.Located;
import haproxyj.proxy.config.tree.Located.Entry;
import haproxyj.proxy.config.tree.Located.Mapping;
import haproxyj.proxy.config.tree.Located.Sequence;
import haproxyj.proxy.config.tree.Position;
import haproxyj.proxy.config.tree.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mapping of the tree while its lines are read. Used by one thread. */
final class Draft {

    private final Position position;
    private final Problems problems;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Draft> groups = new LinkedHashMap<>();
    private final Map<String, List<Located>> lists = new LinkedHashMap<>();

    Draft(Position position, Problems problems) {
        this.position = position;
        this.problems = problems;
    }

    /** Sets a key; as in HAProxy the last one counts, which deserves a look. */
    void put(String key, Position at, Located value) {
        Entry before = entries.put(key, new Entry(key, at, value));
        if (before != null) {
            problems.warn(at, "\"" + key + "\" replaces the one at " + before.position() + "; remove one of them");
        }
    }

    /** Adds to the list of a key; several lines become one list. */
    void append(String key, Position at, Located item) {
        entries.putIfAbsent(key, new Entry(key, at, item));
        lists.computeIfAbsent(key, k -> new ArrayList<>()).add(item);
    }

    /** The mapping under a key. */
    Draft group(String key, Position at) {
        entries.putIfAbsent(key, new Entry(key, at, new Mapping(at, List.of())));
        return groups.computeIfAbsent(key, k -> new Draft(at, problems));
    }

    Optional<Entry> entry(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** What was read, in the order of its first lines. */
    Mapping mapping() {
        List<Entry> all = new ArrayList<>();
        for (Entry entry : entries.values()) {
            Draft group = groups.get(entry.key());
            List<Located> list = lists.getOrDefault(entry.key(), List.of());
            Located value = entry.value();
            if (group != null) {
                value = group.mapping();
            } else if (list.size() > 1 || (list.size() == 1 && list.get(0) instanceof Mapping)) {
                value = new Sequence(entry.position(), List.copyOf(list));
            }
            all.add(new Entry(entry.key(), entry.position(), value));
        }
        return new Mapping(position, List.copyOf(all));
    }
}
