package haproxyj.proxy.config.keys;

import haproxyj.proxy.config.tree.Located;
import haproxyj.proxy.config.tree.Problems;
import java.util.Set;

/**
 * One key a file may hold: the single source for the reader, the reference page and the schema.
 *
 * @param name as written
 * @param group {@code ""} in the section itself, else {@code timeout} or {@code option}
 * @param form of the value
 * @param fallback default as text, in the value's own form when {@code form} is simple; empty when there is none
 * @param fallbackSays the default in words when it follows from something else; empty otherwise
 * @param sections where it is allowed
 * @param says one sentence for the reference page
 */
public record Key(
        String name,
        String group,
        Form form,
        String fallback,
        String fallbackSays,
        Set<Section> sections,
        String says) {

    /** Whether the key holds a group of keys: two words in haproxy.cfg, two levels here. */
    public boolean opensGroup() {
        return form instanceof Form.Shaped shaped
                && (shaped.shape() == Form.Shape.OPTIONS || shaped.shape() == Form.Shape.TIMEOUTS);
    }

    /** The same key with a default that follows from something else. */
    Key or(String words) {
        return new Key(name, group, form, fallback, words, sections, says);
    }

    /** What is said about a value that is not of this key's form. */
    public String wrong(Located found, Problems problems) {
        return Modes.explain(this, found, problems)
                .orElse(name + " wants " + form.wants() + ", found " + found.shown());
    }
}
