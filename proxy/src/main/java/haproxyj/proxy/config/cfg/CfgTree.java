package haproxyj.proxy.config.cfg;

import haproxyj.proxy.config.cfg.Inheritance.Heir;
import haproxyj.proxy.config.cfg.ProxyLines.ReadSection;
import haproxyj.proxy.config.keys.Section;
import haproxyj.proxy.config.tree.Located;
import haproxyj.proxy.config.tree.Located.Entry;
import haproxyj.proxy.config.tree.Located.Mapping;
import haproxyj.proxy.config.tree.Located.Scalar;
import haproxyj.proxy.config.tree.Located.Sequence;
import haproxyj.proxy.config.tree.Position;
import haproxyj.proxy.config.tree.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts the sections together, leaving out those that are disabled and HAProxy's statistics page. Used once. */
final class CfgTree {

    private final Problems problems;
    private final Inheritance inheritance;
    private Optional<Draft> global = Optional.empty();
    private Optional<Position> start = Optional.empty();

    CfgTree(Problems problems) {
        this.problems = problems;
        this.inheritance = new Inheritance(problems);
    }

    void begins(CfgSection section) {
        start = start.or(() -> Optional.of(section.head().at()));
        if (section.kind() == Section.GLOBAL) {
            global(section);
        }
    }

    /** The one mapping that all {@code global} sections fill. */
    Draft global(CfgSection section) {
        global = global.or(() -> Optional.of(new Draft(section.head().at(), problems)));
        return global.get();
    }

    void add(CfgSection section, ReadSection read) {
        inheritance.add(section, read);
    }

    Mapping mapping() {
        List<Entry> top = new ArrayList<>();
        global.map(Draft::mapping).ifPresent(m -> top.add(new Entry("global", m.position(), m)));
        inheritance.shared().ifPresent(m -> top.add(new Entry("defaults", m.position(), m)));
        for (Section kind : List.of(Section.FRONTEND, Section.BACKEND, Section.LISTEN)) {
            List<Entry> named = new ArrayList<>();
            for (Heir heir : inheritance.heirs()) {
                Optional<Word> name = heir.section().name();
                if (heir.section().kind() == kind && name.isPresent() && !leftOut(heir)) {
                    checkServing(heir);
                    named.add(new Entry(
                            name.get().text(), name.get().at(), heir.read().keys()));
                }
            }
            if (!named.isEmpty()) {
                Position at = named.get(0).position();
                top.add(new Entry(kind.title(), at, new Mapping(at, List.copyOf(named))));
            }
        }
        return new Mapping(start.orElse(new Position("", 1, 1)), List.copyOf(top));
    }

    private boolean leftOut(Heir heir) {
        String where = heir.section().where();
        Position at = heir.section().head().at();
        boolean disabled = heir.read()
                .disabled()
                .or(() -> heir.defaults().flatMap(ReadSection::disabled))
                .orElse(false);
        if (disabled) {
            problems.warn(at, where + " is disabled and left out");
            return true;
        }
        boolean http = said("mode", heir).filter(CfgTree::isHttp).isPresent();
        boolean asked = heir.read().statistics()
                || heir.defaults().map(ReadSection::statistics).orElse(false);
        boolean own = asked && heir.read().keys().entry("server").isEmpty();
        if (http && own) {
            problems.error(
                    at,
                    where + " in mode http is HAProxy's statistics page; here the process has one of its own: "
                            + "remove this section, and write  stats " + firstBind(heir)
                            + "  into section global (in YAML global: {stats: \"" + firstBind(heir) + "\"})");
        }
        return http && own;
    }

    /** A listen is a frontend as well: the default_backend it inherits goes before its servers in HAProxy. */
    private void checkServing(Heir heir) {
        if (heir.section().kind() == Section.LISTEN) {
            heir.defaults()
                    .flatMap(d -> d.keys().entry("default_backend"))
                    .ifPresent(e -> problems.error(
                            e.position(),
                            "in HAProxy this default_backend serves "
                                    + heir.section().where()
                                    + " as well, whose servers get nothing; put it into the frontends instead"));
        }
    }

    private static Optional<Entry> said(String key, Heir heir) {
        return heir.read()
                .keys()
                .entry(key)
                .or(() -> heir.defaults().flatMap(d -> d.keys().entry(key)));
    }

    private static boolean isHttp(Entry mode) {
        return mode.value() instanceof Scalar scalar && scalar.text().equals("http");
    }

    private static String firstBind(Heir heir) {
        Located bind = heir.read()
                .keys()
                .entry("bind")
                .map(Entry::value)
                .orElse(heir.read().keys());
        Located first = bind instanceof Sequence list ? list.items().get(0) : bind;
        Optional<Located> address =
                first instanceof Mapping mapping ? mapping.entry("address").map(Entry::value) : Optional.of(first);
        return address.filter(Scalar.class::isInstance)
                .map(a -> ((Scalar) a).text())
                .orElse("127.0.0.1:8404");
    }
}
