package haproxyj.proxy.config.cfg;

import haproxyj.proxy.config.cfg.Tolerated.Row;
import haproxyj.proxy.config.keys.Form;
import haproxyj.proxy.config.keys.HaproxyWords;
import haproxyj.proxy.config.keys.Key;
import haproxyj.proxy.config.keys.Keys;
import haproxyj.proxy.config.keys.Section;
import haproxyj.proxy.config.tree.Located.Scalar;
import haproxyj.proxy.config.tree.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words behind the address of a {@code bind} or {@code server}, or behind {@code default-server}: keywords of the key
 * table in any order, each with its value unless it is a switch ({@code check}, {@code no-check}). Used for one file.
 */
final class Settings {

    private final Remarks remarks;
    private final Problems problems;

    Settings(Remarks remarks, Problems problems) {
        this.remarks = remarks;
        this.problems = problems;
    }

    /**
     * Reads all words.
     *
     * @param section whose keys may stand here
     * @param where for messages
     */
    void read(List<Word> words, Section section, String where, Draft into) {
        Map<String, Key> keys = Keys.of(section, "");
        Set<String> said = new HashSet<>();
        boolean afterUnknown = false;
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            Key key = keys.get(word.text());
            Optional<Row> tolerated = key == null ? remarks.tolerated(word, section, "") : Optional.empty();
            if (key != null && key.form() instanceof Form.Flag) {
                into.put(key.name(), word.at(), word.flag(true));
            } else if (key != null && key.form() instanceof Form.Simple<?>) {
                Optional<Word> value = i + 1 < words.size() ? Optional.of(words.get(++i)) : Optional.empty();
                value(key, word, value, into);
            } else if (switchedOff(word, keys, into)) {
                afterUnknown = false;
                continue;
            } else if (tolerated.isPresent()) {
                i += tolerated.get().values();
            } else {
                // what follows a keyword that nobody knows may be its value: one message is enough
                Optional<String> advice = HaproxyWords.about(word.text(), false);
                boolean news = advice.isPresent() ? said.add(reason(advice.get())) : !afterUnknown;
                if (news) {
                    remarks.unknown(word, section, "", where);
                }
                afterUnknown = true;
                continue;
            }
            afterUnknown = false;
        }
    }

    /** A keyword with one value. */
    void value(Key key, Word word, Optional<Word> value, Draft into) {
        if (value.isEmpty()) {
            problems.error(word.at(), key.name() + " wants " + key.form().wants() + ", found the end of the line");
            return;
        }
        if (value.get().hex().isPresent()) {
            problems.error(value.get().at(), key.name() + " wants text, found octets that are not UTF-8");
            return;
        }
        into.put(key.name(), word.at(), value.get().scalar());
    }

    /** Reports a value of the wrong form at once: the readers do not see a {@code defaults} that nobody inherits from. */
    void check(Key key, Optional<Word> value) {
        Optional<Scalar> scalar = value.map(Word::scalar);
        if (key.form() instanceof Form.Simple<?> form) {
            scalar.filter(s -> form.read(s).isEmpty())
                    .ifPresent(s -> problems.error(s.position(), key.wrong(s, problems), form.meant(s)));
        }
    }

    private static boolean switchedOff(Word word, Map<String, Key> keys, Draft into) {
        Optional<String> name = word.text().startsWith("no-")
                ? Optional.of(word.text().substring("no-".length()))
                : Optional.ofNullable(OPPOSITES.get(word.text()));
        Optional<Key> key = name.map(keys::get).filter(k -> k.form() instanceof Form.Flag);
        key.ifPresent(k -> into.put(k.name(), word.at(), word.flag(false)));
        return key.isPresent();
    }

    /** Switches that HAProxy turns off by a word of their own. */
    private static final Map<String, String> OPPOSITES = Map.of("enabled", "disabled", "v4v6", "v6only");

    private static String reason(String advice) {
        return advice.substring(advice.indexOf(": ") + 1);
    }
}
