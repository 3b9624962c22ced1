package haproxyj.proxy.config.cfg;

import haproxyj.proxy.config.keys.HaproxyWords;
import haproxyj.proxy.config.keys.Nearest;
import haproxyj.proxy.config.keys.Section;
import haproxyj.proxy.config.tree.ConfigSource;
import haproxyj.proxy.config.tree.Located.Mapping;
import haproxyj.proxy.config.tree.Position;
import haproxyj.proxy.config.tree.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns files in HAProxy's language into the tree that one YAML file would give. Several files count as one text, as with
 * HAProxy's {@code -f}. Used once, by one thread; never throws for what is in a file.
 */
public final class CfgReader {

    private static final Map<String, Section> SECTIONS = sections();
    private static final List<String> FOREIGN = List.of(
            "peers",
            "resolvers",
            "userlist",
            "mailers",
            "cache",
            "program",
            "http-errors",
            "ring",
            "fcgi-app",
            "log-forward");

    private final Variables variables;
    private final Problems problems;
    private final Remarks remarks;
    private final Settings settings;
    private final GlobalLines globalLines;
    private final CfgTree tree;
    private Optional<CfgSection> section = Optional.empty();
    private Optional<ProxyLines> lines = Optional.empty();
    private boolean skipping;

    private CfgReader(Map<String, String> environment, Problems problems) {
        this.variables = new Variables(environment);
        this.problems = problems;
        this.remarks = new Remarks(problems);
        this.settings = new Settings(remarks, problems);
        this.globalLines = new GlobalLines(settings, remarks, problems);
        this.tree = new CfgTree(problems);
    }

    private static Map<String, Section> sections() {
        Map<String, Section> all = new LinkedHashMap<>();
        for (Section kind :
                List.of(Section.GLOBAL, Section.DEFAULTS, Section.FRONTEND, Section.BACKEND, Section.LISTEN)) {
            all.put(kind.title(), kind);
        }
        return all;
    }

    /**
     * The tree of some files; what cannot be read is among the problems.
     *
     * @param sources in HAProxy's language, in the order of the command line
     * @param environment for variables within double quotes
     */
    public static Mapping read(List<ConfigSource> sources, Map<String, String> environment, Problems problems) {
        CfgReader reader = new CfgReader(environment, problems);
        for (ConfigSource source : sources) {
            String text = source.text().startsWith("\ufeff") ? source.text().substring(1) : source.text();
            int line = 0;
            for (String one : text.split("\n", -1)) {
                if (problems.isFull()) {
                    break;
                }
                line++;
                List<Word> words =
                        WordSplitter.split(new Position(source.name(), line, 1), one, reader.variables, problems);
                if (!words.isEmpty()) {
                    reader.statement(new Statement(words));
                }
            }
        }
        reader.endSection();
        return reader.tree.mapping();
    }

    private void statement(Statement line) {
        Word head = line.head();
        Section kind = SECTIONS.get(head.text());
        if (kind != null) {
            endSection();
            begin(kind, line);
        } else if (FOREIGN.contains(head.text())) {
            endSection();
            skipping = true;
            problems.error(
                    head.at(),
                    HaproxyWords.about(head.text(), false)
                            .orElse("section \"" + head.text() + "\" has no counterpart here; remove it"));
        } else if (head.text().startsWith(".")) {
            problems.error(head.at(), "conditions and other directives (" + head.shown() + ") are not read");
        } else if (section.isEmpty()) {
            if (!skipping) {
                problems.error(
                        head.at(),
                        head.shown() + " stands outside of a section",
                        Nearest.of(head.text(), SECTIONS.keySet()));
                skipping = true;
            }
        } else if (section.get().kind() == Section.GLOBAL) {
            globalLines.read(line, tree.global(section.get()));
        } else {
            lines.ifPresent(l -> l.read(line));
        }
    }

    private void begin(Section kind, Statement line) {
        boolean hasName = kind != Section.GLOBAL
                && line.word(1)
                        .filter(w -> kind != Section.DEFAULTS || !w.is("from"))
                        .isPresent();
        int from = hasName ? 2 : 1;
        Optional<Word> base = kind != Section.GLOBAL
                        && line.word(from).filter(w -> w.is("from")).isPresent()
                ? line.word(from + 1)
                : Optional.empty();
        Optional<Word> rest = line.word(base.isPresent() ? from + 2 : from);
        CfgSection began = new CfgSection(kind, line.head(), hasName ? line.word(1) : Optional.empty(), base);
        rest.ifPresent(w -> problems.error(
                w.at(),
                w.text().contains(":")
                        ? "the address of " + began.where() + " stands on a line of its own: bind " + w.text()
                        : w.shown() + " is one word too many in the line of a section"));
        if (kind != Section.GLOBAL && kind != Section.DEFAULTS && !hasName) {
            problems.error(line.head().at(), kind.title() + " wants a name, such as " + kind.title() + " rabbit");
        }
        section = Optional.of(began);
        lines = kind == Section.GLOBAL
                ? Optional.empty()
                : Optional.of(new ProxyLines(began, settings, remarks, problems));
        tree.begins(began);
    }

    private void endSection() {
        lines.ifPresent(l -> tree.add(section.orElseThrow(), l.finish()));
        section = Optional.empty();
        lines = Optional.empty();
        skipping = false;
    }
}
