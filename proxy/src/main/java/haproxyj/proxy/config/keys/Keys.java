package haproxyj.proxy.config.keys;

import haproxyj.proxy.config.keys.Form.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The key table. Immutable. The rows stand in {@link ProcessKeys}, {@link ProxyKeys}, {@link ServerKeys} and {@link BrokerKeys}. */
public final class Keys {

    /** Longest time HAProxy accepts: 2^31 ms, rounded down to days. */
    public static final Duration LONGEST = Duration.ofDays(24);

    /** Sections of proxies. */
    public static final Set<Section> PROXIES = Collections.unmodifiableSet(
            EnumSet.of(Section.DEFAULTS, Section.FRONTEND, Section.BACKEND, Section.LISTEN));

    static final Set<Section> FRONTS = EnumSet.of(Section.DEFAULTS, Section.FRONTEND, Section.LISTEN);
    static final Set<Section> BACKS = EnumSet.of(Section.DEFAULTS, Section.BACKEND, Section.LISTEN);

    private static final List<Key> ALL = gather();

    private Keys() {}

    private static List<Key> gather() {
        List<Key> all = new ArrayList<>();
        all.addAll(ProcessKeys.rows());
        all.addAll(ProxyKeys.rows());
        all.addAll(ServerKeys.rows());
        all.addAll(BrokerKeys.rows());
        return List.copyOf(all);
    }

    /** Every row, in the order of the reference page. */
    public static List<Key> all() {
        return ALL;
    }

    /** Keys of a section or of a group in it, by name, in the order of the reference page. */
    public static Map<String, Key> of(Section section, String group) {
        Map<String, Key> found = new LinkedHashMap<>();
        for (Key key : ALL) {
            if (key.group().equals(group) && key.sections().contains(section)) {
                found.put(key.name(), key);
            }
        }
        return found;
    }

    static Key flag(String name, String fallback, Set<Section> in, String says) {
        return new Key(name, "", new Form.Flag(), fallback, "", in, says);
    }

    static Key whole(String name, long min, long max, String fallback, Set<Section> in, String says) {
        return new Key(name, "", new Form.Whole(min, max), fallback, "", in, says);
    }

    static Key time(String name, String min, String fallback, Set<Section> in, String says) {
        return new Key(name, "", time(DurationText.Unit.MS, min, LONGEST), fallback, "", in, says);
    }

    static Form.Time time(DurationText.Unit bare, String min, Duration max) {
        return new Form.Time(bare, DurationText.parse(min, bare).orElseThrow(), max);
    }

    static Key word(String name, List<String> words, String fallback, Set<Section> in, String says) {
        return new Key(name, "", new Form.Word(words), fallback, "", in, says);
    }

    static Key text(String name, String wants, String fallback, Set<Section> in, String says) {
        return new Key(name, "", new Form.Text(wants), fallback, "", in, says);
    }

    static Key shaped(String name, Shape shape, String wants, String fallback, Set<Section> in, String says) {
        return new Key(name, "", new Form.Shaped(shape, wants), fallback, "", in, says);
    }

    static Key grouped(String group, Key key) {
        return new Key(key.name(), group, key.form(), key.fallback(), key.fallbackSays(), key.sections(), key.says());
    }
}
