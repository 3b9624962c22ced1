package haproxyj.proxy.config;

import haproxyj.proxy.config.keys.Section;
import haproxyj.proxy.config.keys.UnknownKey;
import haproxyj.proxy.config.tree.Located.Entry;
import haproxyj.proxy.config.tree.Located.Mapping;
import haproxyj.proxy.config.tree.Position;
import haproxyj.proxy.config.tree.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sections of all files together, in file order. {@code global} and {@code defaults} may stand in one file only; a
 * frontend and a backend may share a name, otherwise a name is used once (HAProxy manual 4).
 */
final class SectionIndex {

    /** A named section. */
    record Named(Section kind, Entry entry) {}

    private final Problems problems;
    private final Map<String, Entry> single = new HashMap<>();
    private final Map<String, Position> taken = new HashMap<>();
    private final List<Named> named = new ArrayList<>();

    SectionIndex(Problems problems) {
        this.problems = problems;
    }

    /** Adds the sections of one file. */
    void add(Mapping file) {
        for (Entry entry : file.entries()) {
            switch (entry.key()) {
                case "global", "defaults" -> addSingle(entry);
                case "frontend" -> addNamed(Section.FRONTEND, entry);
                case "backend" -> addNamed(Section.BACKEND, entry);
                case "listen" -> addNamed(Section.LISTEN, entry);
                case "broker" -> addNamed(Section.BROKER, entry);
                case "vrrp_instance", "vrrp_sync_group" ->
                    problems.error(
                            entry.position(),
                            entry.key()
                                    + " is not built yet: the floating IP comes with its own release; remove the section, and let keepalived hold the address");
                default -> UnknownKey.report(entry, Section.FILE, "", "the file", problems);
            }
        }
    }

    private void addSingle(Entry entry) {
        Entry first = single.putIfAbsent(entry.key(), entry);
        if (first != null) {
            problems.error(
                    entry.position(),
                    "section \"" + entry.key() + "\" may stand in one file only, first at " + first.position());
        }
    }

    private void addNamed(Section kind, Entry sections) {
        String wants = kind.title() + " wants a mapping of names to sections";
        for (Entry entry : Scope.asMapping(sections.value(), wants, problems).entries()) {
            SectionNames.check(kind.title(), entry, problems);
            Optional<Position> first = Optional.empty();
            for (String side : sides(kind)) {
                Position before = taken.putIfAbsent(side + " " + entry.key(), entry.position());
                first = first.or(() -> Optional.ofNullable(before));
            }
            if (first.isPresent()) {
                problems.error(
                        entry.position(), "the name \"" + entry.key() + "\" is taken by the section at " + first.get());
            }
            named.add(new Named(kind, entry));
        }
    }

    private static List<String> sides(Section kind) {
        return switch (kind) {
            case FRONTEND -> List.of("front");
            case BACKEND -> List.of("back");
            case LISTEN -> List.of("front", "back");
            default -> List.of("broker");
        };
    }

    /** {@code global} or {@code defaults}. */
    Optional<Entry> single(String name) {
        return Optional.ofNullable(single.get(name));
    }

    List<Named> named() {
        return List.copyOf(named);
    }
}
