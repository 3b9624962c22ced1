package haproxyj.proxy.config.cfg;

import haproxyj.proxy.config.cfg.ProxyLines.ReadSection;
import haproxyj.proxy.config.keys.Keys;
import haproxyj.proxy.config.keys.Nearest;
import haproxyj.proxy.config.keys.Section;
import haproxyj.proxy.config.tree.Located;
import haproxyj.proxy.config.tree.Located.Entry;
import haproxyj.proxy.config.tree.Located.Mapping;
import haproxyj.proxy.config.tree.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What sections inherit. In HAProxy a {@code defaults} section holds for the sections below it until the next one, unless a
 * section names another by {@code from}; the tree has one {@code defaults} for all. When that says the same, it stays, else
 * its keys go into the sections.
 */
final class Inheritance {

    /** A section with what it inherits from. */
    record Heir(CfgSection section, ReadSection read, Optional<ReadSection> defaults) {}

    private final Problems problems;
    private final List<Heir> heirs = new ArrayList<>();
    private final Map<String, ReadSection> named = new HashMap<>();
    private Optional<ReadSection> current = Optional.empty();
    private int count;
    private boolean same = true;

    Inheritance(Problems problems) {
        this.problems = problems;
    }

    /** The next section of the files. */
    void add(CfgSection section, ReadSection read) {
        Optional<ReadSection> defaults =
                section.from().isPresent() ? wanted(section.from().get()) : current;
        if (section.kind() != Section.DEFAULTS) {
            heirs.add(new Heir(section, read, defaults));
            return;
        }
        count++;
        same &= heirs.isEmpty() && count == 1;
        ReadSection whole = section.from().isEmpty() ? read : merged(read, defaults, Section.DEFAULTS);
        section.name().ifPresent(n -> named.put(n.text(), whole));
        current = Optional.of(whole);
    }

    private Optional<ReadSection> wanted(Word name) {
        Optional<ReadSection> found = Optional.ofNullable(named.get(name.text()));
        if (found.isEmpty()) {
            problems.error(
                    name.at(),
                    "no defaults section above is named " + name.shown(),
                    Nearest.of(name.text(), named.keySet()));
        }
        return found;
    }

    /** The one {@code defaults} of the tree, if it can stand for what the sections inherit. */
    Optional<Mapping> shared() {
        return same || heirs.isEmpty() ? current.map(ReadSection::keys) : Optional.empty();
    }

    /** All sections but {@code defaults}, complete unless {@link #shared} completes them. */
    List<Heir> heirs() {
        return heirs.stream()
                .map(h -> same
                        ? h
                        : new Heir(
                                h.section(),
                                merged(h.read(), h.defaults(), h.section().kind()),
                                h.defaults()))
                .toList();
    }

    private static ReadSection merged(ReadSection own, Optional<ReadSection> defaults, Section kind) {
        if (defaults.isEmpty()) {
            return own;
        }
        ReadSection base = defaults.get();
        return new ReadSection(
                over(only(base.keys(), kind, "").entries(), own.keys()),
                own.disabled().or(base::disabled),
                own.statistics() || base.statistics());
    }

    /** The keys that a section of this kind can have. */
    private static Mapping only(Mapping keys, Section kind, String group) {
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : keys.entries()) {
            boolean opens = group.isEmpty()
                    && (entry.key().equals("timeout") || entry.key().equals("option"));
            Located value =
                    opens && entry.value() instanceof Mapping inner ? only(inner, kind, entry.key()) : entry.value();
            boolean empty =
                    opens && value instanceof Mapping inner && inner.entries().isEmpty();
            if (!empty && Keys.of(kind, group).containsKey(entry.key())) {
                entries.add(new Entry(entry.key(), entry.position(), value));
            }
        }
        return new Mapping(keys.position(), List.copyOf(entries));
    }

    /** Keys of a section over those it inherits, groups key by key. */
    static Mapping over(List<Entry> base, Mapping own) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        base.forEach(e -> entries.put(e.key(), e));
        for (Entry entry : own.entries()) {
            Entry before = entries.get(entry.key());
            if (before != null
                    && before.value() instanceof Mapping inherited
                    && entry.value() instanceof Mapping said) {
                Mapping both = over(inherited.entries(), said);
                entries.put(entry.key(), new Entry(entry.key(), entry.position(), both));
            } else {
                entries.put(entry.key(), entry);
            }
        }
        return new Mapping(own.position(), List.copyOf(entries.values()));
    }
}
