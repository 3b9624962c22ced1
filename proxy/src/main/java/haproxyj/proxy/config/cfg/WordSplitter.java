package haproxyj.proxy.config.cfg;

import haproxyj.proxy.config.tree.Position;
import haproxyj.proxy.config.tree.Problems;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Cuts one line into words (HAProxy manual 2.2): spaces separate; a backslash takes the next character as it is or stands for
 * a control character; 'single quotes' keep everything; "double quotes" keep all but backslashes and variables; {@code #}
 * begins a comment. Where the manual and HAProxy 2.6 differ (a backslash before a tab, or before $ outside of quotes, stays),
 * this follows the program. Used for one line, by one thread.
 */
final class WordSplitter {

    private static final String ESCAPABLE = " \\\"'#";

    private final Position line;
    private final int[] text;
    private final Variables variables;
    private final Problems problems;
    private final List<Word> words = new ArrayList<>();
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    /** Where the word began, from 0; -1 between words. */
    private int begin = -1;

    private int next;

    private WordSplitter(Position line, String text, Variables variables, Problems problems) {
        this.line = line;
        this.text = text.codePoints().toArray();
        this.variables = variables;
        this.problems = problems;
    }

    /**
     * The words of a line; what cannot be read is among the problems.
     *
     * @param line its first column
     */
    static List<Word> split(Position line, String text, Variables variables, Problems problems) {
        WordSplitter splitter = new WordSplitter(line, text, variables, problems);
        splitter.run();
        return List.copyOf(splitter.words);
    }

    private void run() {
        // 0 outside of quotes, else the quote that is open
        int quote = 0;
        int quoteAt = 0;
        while (next < text.length) {
            int at = next;
            int c = text[next++];
            if (quote == 0 && (c == '#' || separates(c))) {
                end();
                if (c == '#') {
                    return;
                }
                continue;
            }
            begin = begin < 0 ? at : begin;
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                quoteAt = at;
            } else if (c == '\\' && quote != '\'') {
                escape(at, quote);
            } else if (c == '$' && quote == '"') {
                variable(at);
            } else {
                add(c);
            }
        }
        if (quote != 0) {
            problems.error(
                    place(quoteAt), "this quote is not closed; close it, or write \\" + Character.toString(quote));
        }
        end();
    }

    private static boolean separates(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private void escape(int at, int quote) {
        int c = next < text.length ? text[next] : 0;
        if (c == 'x') {
            int high = next + 1 < text.length ? digit(text[next + 1]) : -1;
            int low = next + 2 < text.length ? digit(text[next + 2]) : -1;
            if (high < 0 || low < 0) {
                problems.error(place(at), "\\x wants two hexadecimal digits, such as \\x0a");
            } else {
                octets.write(high << 4 | low);
                next += 2;
            }
            next++;
        } else if (c == 'n' || c == 'r' || c == 't') {
            octets.write(c == 'n' ? '\n' : c == 'r' ? '\r' : '\t');
            next++;
        } else {
            if (c != 0 && (ESCAPABLE.indexOf(c) >= 0 || (c == '$' && quote == '"'))) {
                next++;
            } else {
                c = '\\';
            }
            add(c);
        }
    }

    private static int digit(int c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    private void variable(int at) {
        Variables.Found found = variables.at(text, next, place(at), problems);
        octets.writeBytes(found.value().getBytes(StandardCharsets.UTF_8));
        next = found.next();
    }

    private void add(int codePoint) {
        octets.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
    }

    private void end() {
        if (begin < 0) {
            return;
        }
        byte[] bytes = octets.toByteArray();
        octets.reset();
        words.add(word(place(begin), bytes));
        begin = -1;
    }

    private static Word word(Position at, byte[] bytes) {
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new Word(at, decoded, Optional.empty());
        } catch (CharacterCodingException e) {
            return new Word(
                    at,
                    new String(bytes, StandardCharsets.ISO_8859_1),
                    Optional.of(HexFormat.of().formatHex(bytes)));
        }
    }

    private Position place(int index) {
        return new Position(line.file(), line.line(), line.column() + index);
    }
}
