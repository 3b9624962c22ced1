package haproxyj.proxy.config;

import haproxyj.health.TcpCheckStep;
import haproxyj.proxy.config.keys.Form;
import haproxyj.proxy.config.keys.Section;
import haproxyj.proxy.config.tree.Located;
import haproxyj.proxy.config.tree.Located.Entry;
import haproxyj.proxy.config.tree.Located.Mapping;
import haproxyj.proxy.config.tree.Located.Scalar;
import haproxyj.proxy.config.tree.Problems;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads what a health check asks: {@code option tcp-check} with its steps, or {@code option amqp-check}. */
final class CheckReader {

    private static final List<String> VERBS = List.of(
            "send",
            "send-binary",
            "expect",
            "expect-binary",
            "rexpect",
            "not-expect",
            "not-expect-binary",
            "not-rexpect");

    private final Problems problems;

    CheckReader(Problems problems) {
        this.problems = problems;
    }

    CheckKind read(Scope section, Scope options) {
        Optional<Entry> script = section.find("tcp-check");
        List<TcpCheckStep> steps = script.map(this::steps).orElse(List.of());
        Optional<Entry> amqp = options.find("amqp-check").filter(e -> !isFalse(e));
        Optional<CheckKind> amqpCheck = amqp.flatMap(e -> amqp(e, options));
        boolean tcpCheck = options.flag("tcp-check");
        if (tcpCheck && amqp.isPresent()) {
            problems.error(
                    amqp.get().position(),
                    "tcp-check and amqp-check exclude each other in " + section.where() + "; "
                            + problems.write(amqp.get().position(), "set one of them to false", "remove one of them"));
        }
        section.own("tcp-check")
                .filter(e -> !tcpCheck && options.find("tcp-check").isEmpty() && section.section() != Section.DEFAULTS)
                .ifPresent(e -> problems.warn(
                        e.position(),
                        "tcp-check steps have no effect without "
                                + problems.write(e.position(), "option: [tcp-check]", "option tcp-check")));
        if (tcpCheck) {
            return steps.isEmpty() ? new CheckKind.TcpConnect() : new CheckKind.TcpCheck(steps);
        }
        return amqpCheck.orElse(new CheckKind.TcpConnect());
    }

    private static boolean isFalse(Entry entry) {
        return flag(entry).filter(on -> !on).isPresent();
    }

    private static Optional<Boolean> flag(Entry entry) {
        return entry.value() instanceof Scalar scalar ? new Form.Flag().read(scalar) : Optional.empty();
    }

    private Optional<CheckKind> amqp(Entry entry, Scope options) {
        if (entry.value() instanceof Mapping mapping) {
            Scope scope = Scope.open(Section.AMQP_CHECK, "amqp-check", mapping, Optional.empty(), problems);
            return Optional.of(new CheckKind.Amqp(scope.text("cluster_name")));
        }
        if (flag(entry).isPresent()) {
            return Optional.of(new CheckKind.Amqp(Optional.empty()));
        }
        problems.error(
                entry.value().position(),
                "amqp-check wants " + options.key("amqp-check").form().wants() + ", found "
                        + entry.value().shown());
        return Optional.empty();
    }

    private List<TcpCheckStep> steps(Entry entry) {
        if (!(entry.value() instanceof Located.Sequence list)) {
            problems.error(
                    entry.value().position(),
                    "tcp-check wants a list of steps such as [{send: PING}, {expect: PONG}], found "
                            + entry.value().shown());
            return List.of();
        }
        List<TcpCheckStep> steps = new ArrayList<>();
        for (Located item : list.items()) {
            if (item instanceof Mapping mapping) {
                step(mapping).ifPresent(steps::add);
            } else {
                problems.error(item.position(), "a step wants a mapping such as {send: PING}, found " + item.shown());
            }
        }
        return List.copyOf(steps);
    }

    private Optional<TcpCheckStep> step(Mapping mapping) {
        Scope scope = Scope.open(Section.STEP, "a tcp-check step", mapping, Optional.empty(), problems);
        List<Entry> verbs = VERBS.stream().flatMap(v -> scope.own(v).stream()).toList();
        if (verbs.size() != 1) {
            problems.error(
                    mapping.position(),
                    verbs.isEmpty()
                            ? "this step does nothing; it needs one of " + String.join(", ", VERBS)
                            : "a step does one thing; put " + verbs.get(0).key() + " and "
                                    + verbs.get(1).key() + " into steps of their own");
            return Optional.empty();
        }
        String verb = verbs.get(0).key();
        Optional<String> said = scope.text(verb);
        String comment = scope.text("comment").orElse("");
        if (verb.startsWith("send")) {
            scope.own("negate")
                    .or(() -> scope.own("min-recv"))
                    .ifPresent(e -> problems.error(e.position(), e.key() + " does not go with " + verb));
            return said.flatMap(s -> bytes(verb, s, verbs.get(0))).map(b -> new TcpCheckStep.Send(b, comment));
        }
        boolean negate = scope.flag("negate") != verb.startsWith("not-");
        int minRecv = scope.number("min-recv");
        if (verb.endsWith("rexpect")) {
            return said.flatMap(s -> pattern(verb, s, verbs.get(0)))
                    .map(p -> new TcpCheckStep.ExpectRegex(p, negate, minRecv, comment));
        }
        return said.flatMap(s -> bytes(verb, s, verbs.get(0)))
                .map(b -> new TcpCheckStep.ExpectBytes(b, negate, minRecv, comment));
    }

    private Optional<byte[]> bytes(String verb, String said, Entry entry) {
        if (!verb.endsWith("-binary")) {
            return Optional.of(said.getBytes(StandardCharsets.UTF_8));
        }
        String hex = said.replaceAll("\\s", "");
        if (hex.isEmpty() || hex.length() % 2 != 0 || !hex.matches("[0-9A-Fa-f]*")) {
            problems.error(
                    entry.value().position(),
                    verb + " wants bytes in hexadecimal, two digits each, found "
                            + entry.value().shown());
            return Optional.empty();
        }
        return Optional.of(HexFormat.of().parseHex(hex));
    }

    private Optional<Pattern> pattern(String verb, String said, Entry entry) {
        try {
            return Optional.of(Pattern.compile(said, Pattern.DOTALL));
        } catch (PatternSyntaxException e) {
            problems.error(
                    entry.value().position(),
                    verb + " is not a regular expression: " + e.getDescription() + " near character "
                            + (e.getIndex() + 1));
            return Optional.empty();
        }
    }
}
