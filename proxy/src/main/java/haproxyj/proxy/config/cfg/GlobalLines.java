package haproxyj.proxy.config.cfg;

import haproxyj.proxy.config.keys.Form;
import haproxyj.proxy.config.keys.Key;
import haproxyj.proxy.config.keys.Keys;
import haproxyj.proxy.config.keys.Section;
import haproxyj.proxy.config.tree.Problems;
import java.util.List;
import java.util.Optional;

/** The lines of {@code global} (HAProxy manual 3). Several such sections are one. */
final class GlobalLines {

    /** What HAProxy's {@code stats} lines of this section begin with; anything else is an address. */
    private static final List<String> HAPROXY_STATS = List.of("socket", "timeout", "maxconn", "bind-process");

    private final Settings settings;
    private final Remarks remarks;
    private final Problems problems;

    GlobalLines(Settings settings, Remarks remarks, Problems problems) {
        this.settings = settings;
        this.remarks = remarks;
        this.problems = problems;
    }

    void read(Statement line, Draft global) {
        Word head = line.head();
        Key key = Keys.of(Section.GLOBAL, "").get(head.text());
        if (head.is("stats")) {
            stats(line, global);
        } else if (key != null && key.form() instanceof Form.Flag) {
            line.endsAt(1, problems);
            global.put(key.name(), head.at(), head.flag(true));
        } else if (key != null) {
            settings.value(key, head, line.word(1), global);
            line.endsAt(2, problems);
        } else if (head.is("nbproc")) {
            nbproc(line);
        } else {
            Word word = head.is("no") ? line.word(1).orElse(head) : head;
            if (remarks.tolerated(word, Section.GLOBAL, "").isEmpty()) {
                remarks.unknown(word, Section.GLOBAL, "", "global");
            }
        }
    }

    /** The one word of our own: HAProxy has its statistics page in a proxy section. */
    private void stats(Statement line, Draft global) {
        Optional<Word> what = line.word(1);
        if (what.isEmpty()) {
            problems.error(line.head().at(), "stats wants an address such as 127.0.0.1:8404");
        } else if (HAPROXY_STATS.contains(what.get().text())) {
            Word full = new Word(line.head().at(), "stats " + what.get().text(), Optional.empty());
            remarks.tolerated(full, Section.GLOBAL, "");
        } else {
            line.endsAt(2, problems);
            global.put("stats", line.head().at(), AddressText.of(what.get().scalar()));
        }
    }

    private void nbproc(Statement line) {
        if (line.word(1).filter(w -> w.is("1")).isEmpty()) {
            remarks.unknown(line.head(), Section.GLOBAL, "", "global");
        }
    }
}
