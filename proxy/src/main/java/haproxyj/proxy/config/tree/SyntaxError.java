package haproxyj.proxy.config.tree;

import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** Says in a sentence what the YAML scanner stumbled over, at the spot itself and not at the token before. */
final class SyntaxError {

    /** What the scanner says (in part) and what that means for a person. */
    private static final Map<String, String> PLAIN = Map.of(
            "\\t(TAB)", "a tab cannot indent; use spaces",
            "mapping values are not allowed here",
                    "\": \" is not allowed here; check the indentation, or quote the value",
            "found unexpected end of stream", "the file ends inside a quoted value; close the quote",
            "expected ',' or ']'", "a list in [ ] is not closed here; separate items by commas and end it with ]",
            "expected ',' or '}'", "a mapping in { } is not closed here; separate keys by commas and end it with }",
            "expected <block end>", "this line does not fit the lines above; check the indentation",
            "could not find expected ':'", "a key needs a colon and a space after it",
            "cannot start any token", "a value cannot start with this character; put it in quotes");

    private SyntaxError() {}

    /** Adds the one error that a failed scan gives. */
    static void report(RuntimeException failure, String file, String text, Problems problems) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (cause instanceof MarkedYamlEngineException marked) {
            Optional<Mark> mark = marked.getProblemMark().or(marked::getContextMark);
            Position at = mark.map(m -> new Position(file, m.getLine() + 1, m.getColumn() + 1))
                    .orElse(new Position(file, 1, 1));
            problems.error(at, "not YAML: " + plain(marked.getProblem()));
        } else if (cause instanceof ReaderException reader) {
            problems.error(
                    place(file, text, reader.getPosition()),
                    "not YAML: a control character; is this a text file in UTF-8?");
        } else if (failure instanceof JacksonException jackson) {
            TokenStreamLocation location = jackson.getLocation();
            int line = location == null ? 1 : Math.max(1, location.getLineNr());
            int column = location == null ? 1 : Math.max(1, location.getColumnNr());
            String said = jackson.getOriginalMessage();
            problems.error(new Position(file, line, column), "not YAML: " + plain(said == null ? "unreadable" : said));
        } else {
            problems.error(new Position(file, 1, 1), "not YAML: " + plain(String.valueOf(failure.getMessage())));
        }
    }

    /** Line and column of a character, counted from 0. */
    private static Position place(String file, String text, int index) {
        String before = text.substring(0, Math.max(0, Math.min(index, text.length())));
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return new Position(file, line, before.length() - before.lastIndexOf('\n'));
    }

    private static String plain(String said) {
        if (said.contains("Expected a property name")) {
            return "a key must be a plain word";
        }
        return PLAIN.entrySet().stream()
                .filter(e -> said.contains(e.getKey()))
                .map(Map.Entry::getValue)
                // the tab sentence also matches the general one about first characters
                .min((a, b) -> Boolean.compare(b.startsWith("a tab"), a.startsWith("a tab")))
                .orElse(said.lines().findFirst().orElse("unreadable").strip());
    }
}
