package haproxyj.proxy.config.keys;

import haproxyj.proxy.config.tree.Located;
import haproxyj.proxy.config.tree.Located.Entry;
import haproxyj.proxy.config.tree.Position;
import haproxyj.proxy.config.tree.Problems;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the most useful sentence for a key that is not valid where it stands. */
public final class UnknownKey {

    private UnknownKey() {}

    public static void report(Entry entry, Section section, String group, String where, Problems problems) {
        Collection<String> valid = Keys.of(section, group).keySet();
        String key = entry.key();
        Optional<String> advice = elsewhere(key, section, group, where)
                .or(() -> spaced(key, valid))
                .or(() -> joined(key, section))
                .or(() -> HaproxyWords.about(key, true));
        if (advice.isPresent()) {
            problems.error(entry.position(), advice.get());
            return;
        }
        String message = section == Section.FILE
                ? "unknown section " + shown(key)
                : group.equals("option")
                        ? "unknown option " + shown(key) + " in " + where.substring("option of ".length())
                        : "unknown key " + shown(key) + " in " + where;
        Optional<String> same = HaproxyWords.renamed(key).filter(valid::contains);
        problems.error(entry.position(), message, same.or(() -> Nearest.of(key, valid)));
    }

    private static String shown(String key) {
        return new Located.Scalar(new Position("", 1, 1), key, Located.Kind.TEXT).shown();
    }

    private static Optional<String> elsewhere(String name, Section section, String group, String where) {
        List<Key> rows = Keys.all().stream().filter(k -> k.name().equals(name)).toList();
        for (Key row : rows) {
            if (row.sections().contains(section) && !row.group().equals(group)) {
                String right = row.group().isEmpty() ? "directly in the section" : "under " + row.group() + ":";
                return Optional.of("\"" + name + "\" is not a key of " + where + "; it belongs " + right);
            }
        }
        // A section of the same name is a different thing; steps of a check are too special to be meant.
        String homes = rows.stream()
                .filter(k -> k.group().equals(group) || k.group().isEmpty())
                .flatMap(k -> k.sections().stream())
                .filter(s -> s != Section.FILE && s != Section.STEP && s != Section.AMQP_CHECK)
                .distinct()
                .map(Section::title)
                .collect(Collectors.joining(", "));
        return homes.isEmpty()
                ? Optional.empty()
                : Optional.of("\"" + name + "\" is not allowed "
                        + (section == Section.FILE ? "outside a section" : "in " + where) + "; it belongs in " + homes);
    }

    /** {@code timeout connect} and {@code option redispatch} are one line in haproxy.cfg and two levels here. */
    private static Optional<String> spaced(String key, Collection<String> valid) {
        String[] words = key.strip().split("\\s+", 2);
        if (words.length == 2 && words[0].equals("no") && valid.contains(words[1])) {
            return Optional.of("\"" + key + "\" is haproxy.cfg's notation; write option: {" + words[1] + ": false}");
        }
        if (words.length < 2 || !valid.contains(words[0]) || words[0].equals("stats")) {
            return Optional.empty();
        }
        boolean opensGroup = Keys.all().stream().anyMatch(k -> k.name().equals(words[0]) && k.opensGroup());
        String rewritten =
                words[0] + ": " + (opensGroup || words[0].equals("server") ? "{" + words[1] + ": …}" : words[1]);
        return Optional.of("\"" + key + "\" is haproxy.cfg's notation; write " + rewritten);
    }

    /** {@code timeout_connect}: the two levels written as one word. */
    private static Optional<String> joined(String key, Section section) {
        String[] words = key.split("[-_.]", 2);
        return words.length == 2 && Keys.of(section, words[0]).containsKey(words[1])
                ? Optional.of("unknown key \"" + key + "\"; write " + words[0] + ": {" + words[1] + ": …}")
                : Optional.empty();
    }
}
