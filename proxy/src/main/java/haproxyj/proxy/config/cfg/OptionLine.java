package haproxyj.proxy.config.cfg;

import haproxyj.proxy.config.keys.Form;
import haproxyj.proxy.config.keys.HaproxyWords;
import haproxyj.proxy.config.keys.Key;
import haproxyj.proxy.config.keys.Keys;
import haproxyj.proxy.config.keys.Section;
import haproxyj.proxy.config.tree.Located;
import haproxyj.proxy.config.tree.Located.Entry;
import haproxyj.proxy.config.tree.Located.Mapping;
import haproxyj.proxy.config.tree.Problems;
import java.util.List;
import java.util.Optional;

/** {@code option NAME}, {@code option NAME VALUE} and {@code no option NAME} (HAProxy manual 4.1). */
final class OptionLine {

    private final Remarks remarks;
    private final Problems problems;

    OptionLine(Remarks remarks, Problems problems) {
        this.remarks = remarks;
        this.problems = problems;
    }

    /** @param at index of the word {@code option}: 1 behind {@code no} */
    void read(Statement line, int at, Section section, String where, Draft into) {
        boolean on = at == 0;
        Optional<Word> found = line.word(at + 1);
        if (found.isEmpty()) {
            problems.error(line.words().get(at).at(), "option wants a name, found the end of the line");
            return;
        }
        Word name = found.get();
        Key key = Keys.of(section, "option").get(name.text());
        if (key == null) {
            boolean known = remarks.tolerated(name, section, "option").isPresent();
            // switching off what is not here changes nothing
            if (!known && (on || HaproxyWords.about(name.text(), false).isEmpty())) {
                remarks.unknown(name, section, "option", where);
            }
            return;
        }
        Draft options = into.group("option", line.head().at());
        if (key.form() instanceof Form.Simple<?> || !on || line.word(at + 2).isEmpty()) {
            line.endsAt(at + 2, problems);
            options.put(key.name(), name.at(), name.flag(on));
        } else {
            options.put(key.name(), name.at(), value(line, at + 2));
        }
    }

    /** {@code redispatch 3}, {@code fall-through auto}, {@code amqp-check cluster_name rabbit@one}. */
    private Located value(Statement line, int at) {
        List<Word> words = line.from(at);
        if (words.size() == 2) {
            Entry entry = new Entry(
                    words.get(0).text(), words.get(0).at(), words.get(1).scalar());
            return new Mapping(words.get(0).at(), List.of(entry));
        }
        line.endsAt(at + 1, problems);
        return words.get(0).scalar();
    }
}
