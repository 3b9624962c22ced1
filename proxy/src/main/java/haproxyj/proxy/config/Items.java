package haproxyj.proxy.config;

import haproxyj.proxy.config.keys.Key;
import haproxyj.proxy.config.tree.Located;
import haproxyj.proxy.config.tree.Located.Entry;
import haproxyj.proxy.config.tree.Located.Scalar;
import haproxyj.proxy.config.tree.Located.Sequence;
import haproxyj.proxy.config.tree.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads values that are one thing or a list of them. Pure. */
final class Items {

    private Items() {}

    /** The items of a list, or the single thing. */
    static List<Located> of(Located node) {
        return node instanceof Sequence list ? list.items() : List.of(node);
    }

    /** Texts of a list (or a single one), each once; anything else is reported. */
    static List<String> texts(Key key, Entry entry, Problems problems) {
        List<String> texts = new ArrayList<>();
        for (Located item : of(entry.value())) {
            if (!(item instanceof Scalar scalar) || scalar.text().isEmpty()) {
                problems.error(
                        item.position(), key.name() + " wants " + key.form().wants() + ", found " + item.shown());
            } else if (texts.contains(scalar.text())) {
                problems.error(item.position(), "\"" + scalar.text() + "\" stands in " + key.name() + " twice");
            } else {
                texts.add(scalar.text());
            }
        }
        return List.copyOf(texts);
    }

    /** Keys with texts; a wrong value is never repeated in a message, it may be a password. */
    static Map<String, String> secrets(Key key, Entry entry, Problems problems) {
        Map<String, String> secrets = new LinkedHashMap<>();
        for (Entry user : Scope.asMapping(
                        entry.value(), key.name() + " wants " + key.form().wants(), problems)
                .entries()) {
            if (user.value() instanceof Scalar scalar && !scalar.text().isEmpty()) {
                secrets.put(user.key(), scalar.text());
            } else {
                problems.error(user.value().position(), "user \"" + user.key() + "\" wants a password, in quotes");
            }
        }
        return Collections.unmodifiableMap(secrets);
    }
}
