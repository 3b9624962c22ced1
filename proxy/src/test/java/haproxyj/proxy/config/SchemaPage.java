package haproxyj.proxy.config;

import static haproxyj.proxy.config.Json.object;

import haproxyj.proxy.config.keys.Form;
import haproxyj.proxy.config.keys.Key;
import haproxyj.proxy.config.keys.Keys;
import haproxyj.proxy.config.keys.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Generates docs/haproxy-j.schema.json from the key table: JSON Schema 2020-12 for editors. */
final class SchemaPage {

    private static final String DEFS = "#/$defs/";

    private SchemaPage() {}

    static String text() {
        Map<String, Object> defs = new LinkedHashMap<>();
        defs.put(
                "duration",
                object(
                        "description",
                        "A whole number with us, ms, s, m, h or d.",
                        "anyOf",
                        List.of(
                                object("type", "string", "pattern", "^[0-9]+(us|ms|s|m|h|d)?$"),
                                object("type", "integer", "minimum", 0))));
        defs.put(
                "text",
                object(
                        "anyOf",
                        List.of(
                                object("type", "string", "minLength", 1),
                                object("type", List.of("number", "boolean")))));
        for (Section section : Section.values()) {
            if (section != Section.FILE) {
                defs.put(section.title(), keys(section, "", section.about()));
            }
            for (String group : List.of("timeout", "option")) {
                if (!Keys.of(section, group).isEmpty()) {
                    defs.put(section.title() + "." + group, keys(section, group, group + " of " + section.title()));
                }
            }
        }
        Map<String, Object> root =
                object("$schema", "https://json-schema.org/draft/2020-12/schema", "title", "haproxy-j configuration");
        root.putAll(keys(
                Section.FILE, "", "One file of a haproxy-j configuration; docs/configuration.md is the reference."));
        root.put("$defs", defs);
        return Json.pretty(root, "") + "\n";
    }

    private static Map<String, Object> keys(Section section, String group, String description) {
        Map<String, Object> properties = new LinkedHashMap<>();
        Keys.of(section, group).forEach((name, key) -> {
            if (!(key.form() instanceof Form.Shaped shaped && shaped.shape() == Form.Shape.LATER)) {
                properties.put(name, property(key, section));
            }
        });
        return object(
                "description",
                description,
                "type",
                List.of("object", "null"),
                "properties",
                properties,
                "additionalProperties",
                false);
    }

    private static Map<String, Object> property(Key key, Section section) {
        Map<String, Object> property = new LinkedHashMap<>();
        String fallback = key.fallback().isEmpty() ? key.fallbackSays() : key.fallback();
        property.put("description", key.says() + (fallback.isEmpty() ? "" : " Default: " + fallback + "."));
        property.putAll(form(key, section));
        return property;
    }

    private static Map<String, Object> form(Key key, Section section) {
        Form form = key.form();
        if (form instanceof Form.Flag) {
            return object("type", "boolean");
        }
        if (form instanceof Form.Whole whole) {
            return object("type", "integer", "minimum", whole.min(), "maximum", whole.max());
        }
        if (form instanceof Form.Time) {
            return object("$ref", DEFS + "duration");
        }
        if (form instanceof Form.Word word) {
            return object("enum", spellings(word.words()));
        }
        return form instanceof Form.Shaped shaped ? shape(shaped.shape(), key, section) : object("$ref", DEFS + "text");
    }

    /** A word of digits is a number in YAML, with or without quotes. */
    private static List<Object> spellings(List<String> words) {
        return words.stream()
                .flatMap(w -> w.matches("[0-9]+") ? Stream.of(w, Integer.parseInt(w)) : Stream.of(w))
                .map(Object.class::cast)
                .toList();
    }

    private static Map<String, Object> shape(Form.Shape shape, Key key, Section section) {
        Map<String, Object> string = object("type", "string");
        Map<String, Object> one = object("$ref", DEFS + key.name());
        return switch (shape) {
            case KEYS -> one;
            case NAMED ->
                object(
                        "type",
                        List.of("object", "null"),
                        "additionalProperties",
                        key.name().equals("server") ? anyOf(string, one) : one);
            case BINDS -> anyOf(string, one, object("type", "array", "minItems", 1, "items", anyOf(string, one)));
            case SERVER_ADDRESS, LISTEN_ADDRESS -> string;
            case LISTEN_ADDRESSES -> anyOf(string, object("type", "array", "minItems", 1, "items", string));
            case BALANCE ->
                object(
                        "type",
                        "string",
                        "pattern",
                        "^(roundrobin|leastconn|source|first|random(\\([1-9][0-9]{0,3}\\))?)$");
            case TIMEOUTS -> object("$ref", DEFS + section.title() + ".timeout");
            case OPTIONS -> options(section);
            case STEPS -> object("type", "array", "items", one);
            case REDISPATCH ->
                anyOf(object("type", "boolean"), object("type", "integer", "minimum", -100, "maximum", 100));
            case FALL_THROUGH -> object("enum", List.of("auto", true, false));
            case AMQP_CHECK -> anyOf(object("type", "boolean"), one);
            case TEXTS ->
                anyOf(string, object("type", "array", "uniqueItems", true, "items", object("$ref", DEFS + "text")));
            case USERS ->
                object("type", "object", "minProperties", 1, "additionalProperties", object("$ref", DEFS + "text"));
            case LATER -> throw new IllegalArgumentException(key.name());
        };
    }

    private static Map<String, Object> options(Section section) {
        Map<String, Object> names =
                object("enum", List.copyOf(Keys.of(section, "option").keySet()));
        Map<String, Object> mapping = object("$ref", DEFS + section.title() + ".option");
        return anyOf(names, mapping, object("type", "array", "items", anyOf(names, mapping)));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Map<String, Object> anyOf(Map<String, Object>... choices) {
        return object("anyOf", List.of(choices));
    }
}
