package haproxyj.proxy.config;

import haproxyj.proxy.config.keys.Form;
import haproxyj.proxy.config.keys.Form.Simple;
import haproxyj.proxy.config.keys.Key;
import haproxyj.proxy.config.keys.Keys;
import haproxyj.proxy.config.keys.Section;
import haproxyj.proxy.config.keys.UnknownKey;
import haproxyj.proxy.config.tree.Located;
import haproxyj.proxy.config.tree.Located.Entry;
import haproxyj.proxy.config.tree.Located.Mapping;
import haproxyj.proxy.config.tree.Located.Scalar;
import haproxyj.proxy.config.tree.Located.Sequence;
import haproxyj.proxy.config.tree.Position;
import haproxyj.proxy.config.tree.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cursor on one mapping of the file: knows which keys are valid there, and what it inherits from. Asking for a key
 * gives the value of this mapping, else of the outer scopes, else the default of the key table; a value of the wrong form
 * is reported and the default stands in, so that reading goes on. Used by one thread.
 */
final class Scope {

    private final Section section;
    private final String group;
    private final String where;
    private final Mapping mapping;
    private final Optional<Scope> outer;
    private final Map<String, Key> keys;
    private final Problems problems;

    private Scope(
            Section section, String group, String where, Mapping mapping, Optional<Scope> outer, Problems problems) {
        this.section = section;
        this.group = group;
        this.where = where;
        this.mapping = mapping;
        this.outer = outer;
        this.keys = Keys.of(section, group);
        this.problems = problems;
    }

    /** Opens a mapping and reports its unknown keys and every simple value that is not of its key's form. */
    static Scope open(Section section, String where, Located node, Optional<Scope> outer, Problems problems) {
        return open(section, "", where, asMapping(node, where + " wants a mapping of keys", problems), outer, problems);
    }

    private static Scope open(
            Section section, String group, String where, Mapping mapping, Optional<Scope> outer, Problems problems) {
        Scope scope = new Scope(section, group, where, mapping, outer, problems);
        for (Entry entry : mapping.entries()) {
            Key key = scope.keys.get(entry.key());
            if (key == null) {
                UnknownKey.report(entry, section, group, where, problems);
            } else if (key.form() instanceof Simple<?> simple) {
                scope.read(key, simple, entry);
            }
        }
        return scope;
    }

    /** The mapping that {@code timeout} or {@code option} holds, with the same one of the outer scope behind it. */
    Scope group(String name) {
        Mapping inner = own(name)
                .map(e -> asMapping(
                        name.equals("option") ? options(e.value()) : e.value(),
                        name + " wants " + key(name).form().wants(),
                        problems))
                .orElse(new Mapping(mapping.position(), List.of()));
        return open(section, name, name + " of " + where, inner, outer.map(o -> o.group(name)), problems);
    }

    /** A list of words is short for a mapping of words to true; a single word for a list of one. */
    private Located options(Located node) {
        List<Located> items = new ArrayList<>();
        if (node instanceof Sequence list) {
            items.addAll(list.items());
        } else if (node instanceof Scalar scalar && scalar.kind() == Located.Kind.TEXT) {
            items.add(scalar);
        } else {
            return node;
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Located item : items) {
            List<Entry> found = List.of();
            if (item instanceof Scalar word && word.kind() == Located.Kind.TEXT) {
                Scalar yes = new Scalar(word.position(), "true", Located.Kind.FLAG);
                found = List.of(new Entry(word.text(), word.position(), yes));
            } else if (item instanceof Mapping inner) {
                found = inner.entries();
            } else {
                problems.error(item.position(), "a list here holds names of options, found " + item.shown());
            }
            for (Entry entry : found) {
                if (entries.putIfAbsent(entry.key(), entry) != null) {
                    problems.error(entry.position(), "\"" + entry.key() + "\" stands in this list twice");
                }
            }
        }
        return new Mapping(node.position(), List.copyOf(entries.values()));
    }

    static Mapping asMapping(Located node, String wants, Problems problems) {
        if (node instanceof Mapping found) {
            return found;
        }
        if (!(node instanceof Scalar scalar && scalar.kind() == Located.Kind.EMPTY)) {
            problems.error(node.position(), wants + ", found " + node.shown());
        }
        return new Mapping(node.position(), List.of());
    }

    Section section() {
        return section;
    }

    String where() {
        return where;
    }

    /** The entry of this mapping, not an inherited one. */
    Optional<Entry> own(String name) {
        return mapping.entry(name);
    }

    /** The entry of this mapping or of the nearest outer one. */
    Optional<Entry> find(String name) {
        return own(name).or(() -> outer.flatMap(o -> o.find(name)));
    }

    boolean flag(String name) {
        return value(name, Form.Flag.class).orElse(false);
    }

    /** A flag without a constant default. */
    Optional<Boolean> flagIfSet(String name) {
        return value(name, Form.Flag.class);
    }

    Optional<Long> whole(String name) {
        return value(name, Form.Whole.class);
    }

    /** A whole number whose key has a default. */
    int number(String name) {
        return Math.toIntExact(whole(name).orElseThrow());
    }

    Optional<Duration> time(String name) {
        return value(name, Form.Time.class);
    }

    String word(String name) {
        return value(name, Form.Word.class).orElseThrow();
    }

    Optional<String> text(String name) {
        return value(name, Form.Text.class);
    }

    private <T> Optional<T> value(String name, Class<? extends Simple<T>> form) {
        Key key = key(name);
        Simple<T> simple = form.cast(key.form());
        return find(name).flatMap(e -> read(key, simple, e)).or(() -> fallback(key, simple));
    }

    private static <T> Optional<T> fallback(Key key, Simple<T> form) {
        if (key.fallback().isEmpty()) {
            return Optional.empty();
        }
        Located.Kind kind = form instanceof Form.Flag ? Located.Kind.FLAG : Located.Kind.TEXT;
        return form.read(new Scalar(new Position("", 1, 1), key.fallback(), kind));
    }

    private <T> Optional<T> read(Key key, Simple<T> form, Entry entry) {
        if (entry.value() instanceof Scalar scalar) {
            Optional<T> read = scalar.kind() == Located.Kind.EMPTY ? Optional.empty() : form.read(scalar);
            if (read.isEmpty()) {
                problems.error(scalar.position(), key.wrong(scalar, problems), form.meant(scalar));
            }
            return read;
        }
        problems.error(entry.value().position(), key.wrong(entry.value(), problems));
        return Optional.empty();
    }

    /** The row of a key that the calling reader knows to be in the table. */
    Key key(String name) {
        Key key = keys.get(name);
        if (key == null) {
            throw new IllegalArgumentException("no key " + name + " in " + section + " " + group);
        }
        return key;
    }
}
