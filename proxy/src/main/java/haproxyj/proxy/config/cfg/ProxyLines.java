package haproxyj.proxy.config.cfg;

import haproxyj.proxy.config.keys.Key;
import haproxyj.proxy.config.keys.Keys;
import haproxyj.proxy.config.keys.Section;
import haproxyj.proxy.config.tree.Located.Mapping;
import haproxyj.proxy.config.tree.Problems;
import java.util.Optional;

/** The lines of one {@code defaults}, {@code frontend}, {@code backend} or {@code listen} (HAProxy manual 4). Used once. */
final class ProxyLines {

    private final Section section;
    private final String where;
    private final Settings settings;
    private final Remarks remarks;
    private final Problems problems;
    private final Draft draft;
    private final ServerLines servers;
    private final CheckLine checks;
    private Optional<Boolean> disabled = Optional.empty();
    private boolean statistics;

    ProxyLines(CfgSection from, Settings settings, Remarks remarks, Problems problems) {
        this.section = from.kind();
        this.where = from.where();
        this.settings = settings;
        this.remarks = remarks;
        this.problems = problems;
        this.draft = new Draft(from.head().at(), problems);
        this.servers = new ServerLines(from.head(), where, settings, problems);
        this.checks = new CheckLine(problems);
    }

    /**
     * A section as it was read, without what it inherits.
     *
     * @param disabled what it says about itself, if anything
     * @param statistics whether it has lines about HAProxy's statistics page
     */
    record ReadSection(Mapping keys, Optional<Boolean> disabled, boolean statistics) {}

    ReadSection finish() {
        servers.finish(draft);
        return new ReadSection(draft.mapping(), disabled, statistics);
    }

    void read(Statement line) {
        Word head = line.head();
        switch (head.text()) {
            case "no" -> negated(line);
            case "option" -> new OptionLine(remarks, problems).read(line, 0, section, where, draft);
            case "timeout" -> timeout(line);
            case "disabled", "enabled" -> {
                line.endsAt(1, problems);
                disabled = Optional.of(head.is("disabled"));
            }
            default -> keyword(line);
        }
    }

    private void keyword(Statement line) {
        Word head = line.head();
        Key key = Keys.of(section, "").get(head.text());
        if (key == null) {
            statistics |= head.is("stats");
            if (remarks.tolerated(head, section, "").isEmpty()) {
                remarks.unknown(head, section, "", where);
            }
            return;
        }
        switch (head.text()) {
            case "bind" -> BindLine.read(line, where, settings, draft, problems);
            case "server" -> servers.server(line);
            case "default-server" -> servers.defaultServer(line);
            case "tcp-check" -> checks.read(line, draft);
            default -> {
                settings.value(key, head, line.word(1), draft);
                checkDefault(key, line.word(1));
                line.endsAt(2, problems);
            }
        }
    }

    private void checkDefault(Key key, Optional<Word> value) {
        if (section == Section.DEFAULTS) {
            settings.check(key, value);
        }
    }

    private void negated(Statement line) {
        Word word = line.word(1).orElse(line.head());
        if (word.is("option")) {
            new OptionLine(remarks, problems).read(line, 1, section, where, draft);
        } else if (!word.is("log")) {
            problems.error(line.head().at(), "\"no\" goes before option or log, found no " + word.text());
        }
    }

    private void timeout(Statement line) {
        Optional<Word> name = line.word(1);
        if (name.isEmpty()) {
            problems.error(line.head().at(), "timeout wants a name and a duration, such as timeout connect 5s");
            return;
        }
        Key key = Keys.of(section, "timeout").get(name.get().text());
        if (key != null) {
            settings.value(
                    key,
                    name.get(),
                    line.word(2),
                    draft.group("timeout", line.head().at()));
            checkDefault(key, line.word(2));
            line.endsAt(3, problems);
        } else if (remarks.tolerated(name.get(), section, "timeout").isEmpty()) {
            remarks.unknown(name.get(), section, "timeout", where);
        }
    }
}
