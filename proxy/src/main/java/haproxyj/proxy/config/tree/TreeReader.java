package haproxyj.proxy.config.tree;

import haproxyj.proxy.config.tree.Located.Entry;
import haproxyj.proxy.config.tree.Located.Kind;
import haproxyj.proxy.config.tree.Located.Mapping;
import haproxyj.proxy.config.tree.Located.Scalar;
import haproxyj.proxy.config.tree.Located.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Turns the tokens of one YAML file into a {@link Located} tree. Anchors, aliases, merge keys, tags, duplicate keys and a
 * second document are refused: each hides from the reader of a file what the file says. Used once, by one thread.
 */
public final class TreeReader {

    /** Largest file, in bytes of UTF-8. */
    public static final int MAX_BYTES = 4 * 1024 * 1024;

    /** Deepest nesting; real files need six. */
    public static final int MAX_DEPTH = 20;

    private static final YAMLFactory YAML = YAMLFactory.builder().build();

    private final String file;
    private final Problems problems;
    private boolean complete = true;

    private TreeReader(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The tree of a file; empty when it is not YAML that can be read, which is then among the problems. */
    public static Optional<Mapping> read(ConfigSource source, Problems problems) {
        return new TreeReader(source.name(), problems).file(source.text());
    }

    /** Whether a file is small enough to be read, in whatever language; says so if not. */
    public static boolean fits(ConfigSource source, Problems problems) {
        String text = source.text();
        if (text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            problems.error(
                    new Position(source.name(), 1, 1), "the file is larger than 4 MiB; split it and give several -f");
            return false;
        }
        return true;
    }

    private Optional<Mapping> file(String text) {
        Position start = new Position(file, 1, 1);
        try (YAMLParser tokens = (YAMLParser) YAML.createParser(ObjectReadContext.empty(), text)) {
            if (tokens.nextToken() == null) {
                return Optional.of(new Mapping(start, List.of()));
            }
            Located root = value(tokens, 1);
            if (complete && tokens.nextToken() != null) {
                error(
                        tokens,
                        "a second YAML document (---) is not read; put it into a file of its own and give it with -f");
            }
            if (root instanceof Mapping mapping) {
                return Optional.of(mapping).filter(m -> complete);
            }
            problems.error(
                    root.position(),
                    "the file must hold sections such as \"listen:\" at its left margin, found " + root.shown());
        } catch (JacksonException | YamlEngineException e) {
            SyntaxError.report(e, file, text, problems);
        }
        return Optional.empty();
    }

    private Located value(YAMLParser tokens, int depth) {
        if (depth > MAX_DEPTH) {
            error(tokens, "nested deeper than " + MAX_DEPTH + " levels");
            complete = false;
            return new Scalar(at(tokens), "", Kind.EMPTY);
        }
        Position position = at(tokens);
        refuseTricks(tokens);
        JsonToken token = tokens.currentToken();
        return switch (token) {
            case START_OBJECT -> mapping(tokens, position, depth);
            case START_ARRAY -> sequence(tokens, position, depth);
            case VALUE_NUMBER_INT -> new Scalar(position, tokens.getString(), Kind.WHOLE);
            case VALUE_NUMBER_FLOAT -> new Scalar(position, tokens.getString(), Kind.DECIMAL);
            case VALUE_TRUE, VALUE_FALSE -> new Scalar(position, tokens.getString(), Kind.FLAG);
            case VALUE_NULL -> new Scalar(position, "", Kind.EMPTY);
            default -> new Scalar(position, tokens.getString(), Kind.TEXT);
        };
    }

    private Mapping mapping(YAMLParser tokens, Position position, int depth) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (complete && tokens.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = tokens.currentName();
            Position keyAt = at(tokens);
            if (key.equals("<<")) {
                problems.error(keyAt, "merge keys (<<) are not read; write the keys out, or use defaults");
            }
            tokens.nextToken();
            if (key.equals("<<")) {
                problems.settle(at(tokens));
            }
            Located value = value(tokens, depth + 1);
            Entry first = entries.putIfAbsent(key, new Entry(key, keyAt, value));
            if (first != null) {
                problems.error(keyAt, "key \"" + key + "\" stands here twice, first at " + first.position());
            }
        }
        entries.remove("<<");
        return new Mapping(position, List.copyOf(entries.values()));
    }

    private Sequence sequence(YAMLParser tokens, Position position, int depth) {
        List<Located> items = new ArrayList<>();
        while (complete && tokens.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(tokens, depth + 1));
        }
        return new Sequence(position, List.copyOf(items));
    }

    private void refuseTricks(YAMLParser tokens) {
        if (tokens.isCurrentAlias()) {
            error(
                    tokens,
                    "aliases (*) are not read; write the value out, and put an address that starts with * in quotes");
            problems.settle(at(tokens));
        } else if (tokens.getObjectId() != null) {
            error(tokens, "anchors (&) are not read; remove it, or put a value that starts with & in quotes");
        } else if (tokens.getTypeId() != null) {
            error(tokens, "tags (!) are not read; remove it, or put a value that starts with ! in quotes");
        }
    }

    private void error(YAMLParser tokens, String message) {
        problems.error(at(tokens), message);
    }

    private Position at(YAMLParser tokens) {
        TokenStreamLocation location = tokens.currentTokenLocation();
        return new Position(file, Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }
}
