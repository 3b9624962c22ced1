package haproxyj.proxy.config.cfg;

import haproxyj.proxy.config.keys.Nearest;
import haproxyj.proxy.config.tree.Located;
import haproxyj.proxy.config.tree.Located.Kind;
import haproxyj.proxy.config.tree.Located.Scalar;
import haproxyj.proxy.config.tree.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code tcp-check} lines of one section (HAProxy manual 4.2), in their order. */
final class CheckLine {

    private static final List<String> VERBS = List.of("connect", "comment", "send", "send-binary", "expect");
    private static final Map<String, String> MATCHES =
            Map.of("string", "expect", "rstring", "rexpect", "binary", "expect-binary");

    private final Problems problems;
    private Optional<Word> remark = Optional.empty();
    private boolean first = true;

    CheckLine(Problems problems) {
        this.problems = problems;
    }

    void read(Statement line, Draft section) {
        Optional<Word> verb = line.word(1);
        switch (verb.map(Word::text).orElse("")) {
            case "connect" -> {
                connect(line);
                first = false;
            }
            case "comment" -> {
                remark = line.word(2);
                line.endsAt(3, problems);
            }
            case "send", "send-binary" -> {
                send(line, verb.orElseThrow(), section);
                first = false;
            }
            case "expect" -> {
                expect(line, section);
                first = false;
            }
            default ->
                problems.error(
                        verb.orElse(line.head()).at(),
                        "tcp-check wants one of " + String.join(", ", VERBS) + ", found "
                                + verb.map(Word::shown).orElse("the end of the line"),
                        verb.flatMap(v -> Nearest.of(v.text(), VERBS)));
        }
    }

    /** Each check connects once, by itself, to where the server line says. */
    private void connect(Statement line) {
        if (!first) {
            problems.error(
                    line.words().get(1).at(), "a check makes one connection; tcp-check connect may only come first");
        }
        line.word(2)
                .ifPresent(
                        w -> problems.error(
                                w.at(),
                                "tcp-check connect takes no settings here; put addr, port or check-send-proxy on the server line"));
    }

    private void send(Statement line, Word verb, Draft section) {
        Optional<Word> data = data(line, verb, 2);
        if (data.isEmpty()) {
            return;
        }
        Draft step = new Draft(verb.at(), problems);
        if (!add(step, verb.text(), verb, data.get())) {
            return;
        }
        Optional<Word> comment = remark;
        if (line.word(3).filter(w -> w.is("comment")).isPresent()) {
            comment = line.word(4);
            line.endsAt(5, problems);
        } else {
            line.endsAt(3, problems);
        }
        finish(line, step, comment, section);
    }

    private void expect(Statement line, Draft section) {
        Word verb = line.words().get(1);
        Draft step = new Draft(verb.at(), problems);
        Optional<Word> comment = remark;
        Optional<Word> minRecv = Optional.empty();
        int i = 2;
        while (line.word(i).filter(w -> w.is("min-recv") || w.is("comment")).isPresent()) {
            if (line.words().get(i).is("comment")) {
                comment = line.word(i + 1);
            } else {
                minRecv = line.word(i + 1);
            }
            i += 2;
        }
        boolean negate = false;
        String kind = line.word(i).map(Word::text).orElse("");
        while (kind.startsWith("!")) {
            negate = !negate;
            kind = kind.substring(1);
            if (kind.isEmpty()) {
                i++;
                kind = line.word(i).map(Word::text).orElse("");
            }
        }
        String key = MATCHES.get(kind);
        if (key == null) {
            problems.error(
                    line.word(i).orElse(verb).at(),
                    "tcp-check expect wants string, rstring or binary, found "
                            + line.word(i).map(Word::shown).orElse("the end of the line"),
                    Nearest.of(kind, MATCHES.keySet()));
            return;
        }
        Word match = line.words().get(i);
        Optional<Word> data = data(line, match, i + 1);
        if (data.isEmpty()) {
            return;
        }
        line.endsAt(i + 2, problems);
        if (!add(step, key, match, data.get())) {
            return;
        }
        if (negate) {
            step.put("negate", match.at(), match.flag(true));
        }
        minRecv.ifPresent(m -> step.put("min-recv", m.at(), m.scalar()));
        finish(line, step, comment, section);
    }

    private Optional<Word> data(Statement line, Word before, int index) {
        Optional<Word> data = line.word(index).filter(w -> !w.text().isEmpty());
        if (data.isEmpty()) {
            problems.error(before.at(), "tcp-check " + before.text() + " wants something behind it");
        }
        return data;
    }

    /** Octets that are no text are written in hexadecimal, which the other forms have. */
    private boolean add(Draft step, String key, Word at, Word data) {
        if (data.hex().isEmpty()) {
            step.put(key, at.at(), new Scalar(data.at(), data.text(), Kind.TEXT));
        } else if (key.equals("send") || key.equals("expect")) {
            Located hex = new Scalar(data.at(), data.hex().get(), Kind.TEXT);
            step.put(key + "-binary", at.at(), hex);
        } else {
            problems.error(data.at(), key + " wants text, found octets that are not UTF-8");
            return false;
        }
        return true;
    }

    private static void finish(Statement line, Draft step, Optional<Word> comment, Draft section) {
        comment.filter(c -> !c.text().isEmpty()).ifPresent(c -> step.put("comment", c.at(), c.scalar()));
        section.append("tcp-check", line.head().at(), step.mapping());
    }
}
