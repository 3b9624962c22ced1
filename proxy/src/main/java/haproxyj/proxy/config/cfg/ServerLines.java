package haproxyj.proxy.config.cfg;

import haproxyj.proxy.config.keys.Section;
import haproxyj.proxy.config.tree.Located;
import haproxyj.proxy.config.tree.Located.Entry;
import haproxyj.proxy.config.tree.Located.Kind;
import haproxyj.proxy.config.tree.Located.Mapping;
import haproxyj.proxy.config.tree.Located.Scalar;
import haproxyj.proxy.config.tree.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code server} and {@code default-server} lines of one section. In HAProxy a {@code default-server} applies to the lines
 * below it; here to all of the section: when the order matters, its words go into the servers themselves.
 */
final class ServerLines {

    private record Line(Word name, Mapping own, List<Entry> defaultsSoFar) {}

    private final String where;
    private final Settings settings;
    private final Problems problems;
    private final Map<String, Line> servers = new LinkedHashMap<>();
    private Optional<Word> firstDefault = Optional.empty();
    private final Draft defaults;

    ServerLines(Word section, String where, Settings settings, Problems problems) {
        this.where = where;
        this.settings = settings;
        this.problems = problems;
        this.defaults = new Draft(section.at(), problems);
    }

    void defaultServer(Statement line) {
        firstDefault = firstDefault.or(() -> Optional.of(line.head()));
        settings.read(line.from(1), Section.DEFAULT_SERVER, "default-server of " + where, defaults);
    }

    void server(Statement line) {
        Optional<Word> name = line.word(1);
        Optional<Word> address = line.word(2);
        if (name.isEmpty()) {
            problems.error(line.head().at(), "server wants a name and an address, such as server a 10.0.0.1:5672");
            return;
        }
        Draft own = new Draft(name.get().at(), problems);
        address.ifPresent(a -> {
            Scalar text = AddressText.of(a.scalar());
            own.put("address", a.at(), text);
        });
        settings.read(line.from(3), Section.SERVER, "server " + name.get().text(), own);
        Line before = servers.putIfAbsent(
                name.get().text(),
                new Line(name.get(), own.mapping(), defaults.mapping().entries()));
        if (before != null) {
            problems.error(
                    name.get().at(),
                    "server " + name.get().text() + " stands in " + where + " twice, first at "
                            + before.name().at());
        }
    }

    /** Puts what was read into the section. */
    void finish(Draft section) {
        List<Entry> all = defaults.mapping().entries();
        boolean inOrder = servers.values().stream()
                .allMatch(s -> s.defaultsSoFar().size() == all.size()
                        && s.defaultsSoFar().containsAll(all));
        if (inOrder || servers.isEmpty()) {
            firstDefault.ifPresent(w -> section.put("default-server", w.at(), defaults.mapping()));
        }
        if (servers.isEmpty()) {
            return;
        }
        Word first = servers.values().iterator().next().name();
        List<Entry> entries = new ArrayList<>();
        for (Line line : servers.values()) {
            Mapping whole = inOrder ? line.own() : Inheritance.over(line.defaultsSoFar(), line.own());
            entries.add(new Entry(line.name().text(), line.name().at(), shortest(whole)));
        }
        section.put("server", first.at(), new Mapping(first.at(), List.copyOf(entries)));
    }

    /** An address alone needs no mapping; nothing at all has its own message. */
    private static Located shortest(Mapping server) {
        if (server.entries().isEmpty()) {
            return new Scalar(server.position(), "", Kind.EMPTY);
        }
        return server.entries().size() == 1 && server.entry("address").isPresent()
                ? server.entries().get(0).value()
                : server;
    }
}
