package haproxyj.proxy.config;

import haproxyj.proxy.config.Balance.Algorithm;
import haproxyj.proxy.config.ServerReader.ReadServer;
import haproxyj.proxy.config.keys.Form;
import haproxyj.proxy.config.keys.HaproxyWords;
import haproxyj.proxy.config.keys.Nearest;
import haproxyj.proxy.config.keys.Section;
import haproxyj.proxy.config.tree.Located.Entry;
import haproxyj.proxy.config.tree.Located.Scalar;
import haproxyj.proxy.config.tree.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@code backend}, or the back half of a {@code listen}. */
final class BackendReader {

    private static final Pattern BALANCE =
            Pattern.compile("(roundrobin|leastconn|source|first|random)(?:\\(([0-9]{1,4})\\))?");
    private static final int DRAWS = 2;
    private static final int MAX_REDISPATCH = 100;

    private final ServerReader servers;
    private final CheckReader checks;
    private final Problems problems;

    BackendReader(Addresses addresses, Problems problems) {
        this.servers = new ServerReader(addresses, problems);
        this.checks = new CheckReader(problems);
        this.problems = problems;
    }

    /** A backend with its place; servers whose address could not be read are in the list, but not in the configuration. */
    record ReadBackend(Entry entry, Scope scope, Scope options, List<ReadServer> servers, BackendConfig config) {

        String name() {
            return entry.key();
        }
    }

    ReadBackend read(Entry entry, Scope scope, Optional<Scope> defaults) {
        Timeouts timeouts = TimeoutsReader.read(scope);
        Scope options = scope.group("option");
        List<ReadServer> read = servers(entry, scope, defaults, timeouts);
        BackendConfig config = new BackendConfig(
                entry.key(),
                Mode.TCP,
                balance(scope),
                read.stream().flatMap(s -> s.config().stream()).toList(),
                scope.number("retries"),
                redispatch(options),
                fallThrough(options),
                options.flag("allbackups"),
                timeouts,
                KeepaliveReader.read("srv", scope, options, problems),
                checks.read(scope, options),
                Splice.read(options));
        return new ReadBackend(entry, scope, options, read, config);
    }

    /** Reads what {@code defaults} holds for backends, so that it is checked even when nobody inherits it. */
    void checkDefaults(Scope defaults) {
        TimeoutsReader.read(defaults);
        Scope options = defaults.group("option");
        balance(defaults);
        redispatch(options);
        fallThrough(options);
        KeepaliveReader.read("srv", defaults, options, problems);
        checks.read(defaults, options);
        defaultServer(defaults, Optional.empty());
    }

    private List<ReadServer> servers(Entry entry, Scope scope, Optional<Scope> defaults, Timeouts timeouts) {
        Optional<Scope> inherited = defaultServer(scope, defaults.flatMap(d -> defaultServer(d, Optional.empty())));
        List<ReadServer> read = new ArrayList<>();
        Optional<Entry> server = scope.own("server");
        if (server.isPresent()) {
            String wants = "server wants " + scope.key("server").form().wants();
            for (Entry one :
                    Scope.asMapping(server.get().value(), wants, problems).entries()) {
                SectionNames.check("server", one, problems);
                read.add(servers.read(one, inherited, timeouts));
            }
        }
        if (read.isEmpty()) {
            problems.error(
                    entry.position(),
                    scope.where() + " has no server; add "
                            + problems.write(entry.position(), "server: {NAME: HOST:PORT}", "server NAME HOST:PORT"));
        }
        return List.copyOf(read);
    }

    private Optional<Scope> defaultServer(Scope scope, Optional<Scope> outer) {
        return scope.own("default-server")
                .map(e -> Scope.open(
                        Section.DEFAULT_SERVER, "default-server of " + scope.where(), e.value(), outer, problems))
                .or(() -> outer);
    }

    private Balance balance(Scope scope) {
        Optional<Entry> entry = scope.find("balance");
        String text = entry.map(Entry::value)
                .map(v -> v instanceof Scalar scalar ? scalar.text() : "")
                .orElse(scope.key("balance").fallback());
        Matcher parts = BALANCE.matcher(text);
        boolean right =
                parts.matches() && (parts.group(2) == null || parts.group(1).equals("random"));
        int draws = right && parts.group(2) != null ? Integer.parseInt(parts.group(2)) : DRAWS;
        if (!right || draws < 1) {
            List<String> words = List.of("roundrobin", "leastconn", "source", "first", "random");
            Optional<String> meant =
                    HaproxyWords.renamed(text).filter(words::contains).or(() -> Nearest.of(text, words));
            entry.ifPresent(e -> problems.error(
                    e.value().position(),
                    "balance wants " + scope.key("balance").form().wants() + ", found "
                            + e.value().shown(),
                    meant));
            return new Balance(Algorithm.ROUNDROBIN, DRAWS);
        }
        return new Balance(Algorithm.valueOf(parts.group(1).toUpperCase(Locale.ROOT)), draws);
    }

    private int redispatch(Scope options) {
        Optional<Entry> entry = options.find("redispatch");
        if (entry.isEmpty()) {
            return 0;
        }
        if (entry.get().value() instanceof Scalar scalar) {
            Optional<Boolean> flag = new Form.Flag().read(scalar);
            Optional<Integer> read = flag.isPresent()
                    ? flag.map(on -> on ? -1 : 0)
                    : new Form.Whole(-MAX_REDISPATCH, MAX_REDISPATCH)
                            .read(scalar)
                            .map(Math::toIntExact);
            if (read.isPresent()) {
                return read.get();
            }
        }
        wrongOption(options, entry.get());
        return 0;
    }

    private FallThrough fallThrough(Scope options) {
        Optional<Entry> entry = options.find("fall-through");
        if (entry.isEmpty()) {
            return FallThrough.AUTO;
        }
        String text = entry.get().value() instanceof Scalar scalar ? scalar.text() : "";
        return switch (text) {
            case "auto" -> FallThrough.AUTO;
            case "true" -> FallThrough.ON;
            case "false" -> FallThrough.OFF;
            default -> {
                wrongOption(options, entry.get());
                yield FallThrough.AUTO;
            }
        };
    }

    private void wrongOption(Scope options, Entry entry) {
        problems.error(
                entry.value().position(),
                entry.key() + " wants " + options.key(entry.key()).form().wants() + ", found "
                        + entry.value().shown());
    }
}
