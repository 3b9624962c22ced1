package haproxyj.proxy.config.cfg;

import haproxyj.proxy.config.cfg.Tolerated.Row;
import haproxyj.proxy.config.keys.HaproxyWords;
import haproxyj.proxy.config.keys.Key;
import haproxyj.proxy.config.keys.Keys;
import haproxyj.proxy.config.keys.Nearest;
import haproxyj.proxy.config.keys.Section;
import haproxyj.proxy.config.tree.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is said about a word that is no key where it stands: tolerated, without effect, misplaced or unknown. */
final class Remarks {

    private final Problems problems;
    /** Each kind of tolerated word is told once, however many lines have it. */
    private final Set<Row> told = new HashSet<>();

    Remarks(Problems problems) {
        this.problems = problems;
    }

    /** The row of a word without effect, which is warned of the first time. */
    Optional<Row> tolerated(Word word, Section section, String group) {
        Optional<Row> row = Tolerated.find(word.text(), section, group);
        row.filter(told::add)
                .ifPresent(r -> problems.warn(
                        word.at(), "\"" + full(group, word.text()) + "\" has no effect here: " + r.reason()));
        return row;
    }

    /**
     * Reports a word that is no key of a section: as a warning when it belongs to the other side, client or server, which
     * HAProxy ignores as well, else as an error.
     *
     * @param where such as {@code listen web}
     */
    void unknown(Word word, Section section, String group, String where) {
        String name = word.text();
        boolean proxy = section == Section.FRONTEND || section == Section.BACKEND;
        boolean refusedByHaproxy = section == Section.FRONTEND && group.isEmpty() && name.equals("server");
        boolean otherSide = proxy
                && !refusedByHaproxy
                && (Keys.of(Section.LISTEN, group).containsKey(name)
                        || Keys.of(Section.FRONTEND, group).containsKey(name));
        List<Key> rows = Keys.all().stream()
                .filter(k -> k.name().equals(name) && k.group().equals(group))
                .toList();
        String homes = rows.stream()
                .flatMap(k -> k.sections().stream())
                .filter(s -> s != Section.STEP && s != Section.FILE && s != Section.BROKER && s != Section.AMQP_CHECK)
                .distinct()
                .map(Section::title)
                .collect(Collectors.joining(", "));
        String shown = "\"" + full(group, name) + "\"";
        if (otherSide) {
            problems.warn(word.at(), shown + " has no effect in " + where + "; it belongs in " + homes);
        } else if (!homes.isEmpty()) {
            problems.error(word.at(), shown + " is not allowed in " + where + "; it belongs in " + homes);
        } else {
            Optional<String> advice = HaproxyWords.about(name, false);
            if (advice.isPresent()) {
                problems.error(word.at(), advice.get());
            } else {
                problems.error(
                        word.at(),
                        "unknown " + (group.isEmpty() ? "keyword " : group + " ") + word.shown() + " in " + where,
                        meant(name, section, group));
            }
        }
    }

    private static Optional<String> meant(String name, Section section, String group) {
        List<String> valid = new ArrayList<>(Keys.of(section, group).keySet());
        if (group.isEmpty() && (section == Section.GLOBAL || Keys.PROXIES.contains(section))) {
            valid.addAll(List.of("global", "defaults", "frontend", "backend", "listen"));
        }
        Tolerated.rows().stream()
                .filter(r -> r.in().contains(section) && r.group().equals(group) && !r.prefix())
                .forEach(r -> valid.add(r.name()));
        return HaproxyWords.renamed(name).filter(valid::contains).or(() -> Nearest.of(name, valid));
    }

    private static String full(String group, String name) {
        return group.isEmpty() ? name : group + " " + name;
    }
}
