package haproxyj.proxy.config;

import haproxyj.proxy.config.BackendReader.ReadBackend;
import haproxyj.proxy.config.BrokerReader.ReadBroker;
import haproxyj.proxy.config.FrontendReader.ReadFrontend;
import haproxyj.proxy.config.SectionIndex.Named;
import haproxyj.proxy.config.cfg.CfgReader;
import haproxyj.proxy.config.keys.Keys;
import haproxyj.proxy.config.keys.Section;
import haproxyj.proxy.config.tree.ConfigError.Severity;
import haproxyj.proxy.config.tree.ConfigSource;
import haproxyj.proxy.config.tree.Language;
import haproxyj.proxy.config.tree.Located;
import haproxyj.proxy.config.tree.Located.Entry;
import haproxyj.proxy.config.tree.Located.Mapping;
import haproxyj.proxy.config.tree.Position;
import haproxyj.proxy.config.tree.Problems;
import haproxyj.proxy.config.tree.TreeReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads configuration files into a {@link Config}, or says everything that is wrong with them at once. The way: tokens →
 * {@link Located} tree ({@link TreeReader}, or {@link CfgReader} for HAProxy's language) → sections of all files ({@link SectionIndex}) → one reader per kind of
 * section, each asking a {@link Scope} → checks across sections. {@link Keys} says which keys exist.
 *
 * <p>Pure but for the resolver it is given; stateless, so any thread may call it, but not an event loop: names may be
 * resolved.
 */
public final class ConfigReader {

    private final AddressResolver resolver;
    private final int processors;
    private final Map<String, String> environment;

    /**
     * @param resolver asked for host names only
     * @param processors default of {@code threads}
     * @param environment for the variables of files in HAProxy's language
     */
    public ConfigReader(AddressResolver resolver, int processors, Map<String, String> environment) {
        this.resolver = resolver;
        this.processors = processors;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Reads files as one configuration, as HAProxy does with several {@code -f}: the sections of all of them together.
     *
     * @param sources in the order of the command line
     * @return never throws for what is in a file
     */
    public ConfigResult read(List<ConfigSource> sources) {
        Problems problems = new Problems(sources);
        SectionIndex index = new SectionIndex(problems);
        List<ConfigSource> haproxys = new ArrayList<>();
        boolean complete = true;
        for (ConfigSource source : sources) {
            if (!TreeReader.fits(source, problems)) {
                complete = false;
            } else if (source.language() == Language.HAPROXY) {
                haproxys.add(source);
            } else {
                Optional<Mapping> file = TreeReader.read(source, problems);
                file.ifPresent(index::add);
                complete &= file.isPresent();
            }
        }
        if (!haproxys.isEmpty()) {
            index.add(CfgReader.read(haproxys, environment, problems));
        }
        Run run = new Run(problems, new Addresses(resolver, problems));
        Config config = run.read(index, processors);
        if (complete) {
            run.checkAcross(sources);
        }
        return new ConfigResult(
                problems.hasErrors() ? Optional.empty() : Optional.of(config),
                problems.sorted(Severity.ERROR),
                problems.sorted(Severity.WARNING));
    }

    /** One reading. */
    private static final class Run {

        private final Problems problems;
        private final Addresses addresses;
        private final Sockets sockets;
        private final List<ReadFrontend> frontends = new ArrayList<>();
        private final List<ReadBackend> backends = new ArrayList<>();
        private final List<ReadBroker> brokers = new ArrayList<>();

        Run(Problems problems, Addresses addresses) {
            this.problems = problems;
            this.addresses = addresses;
            this.sockets = new Sockets(problems);
        }

        Config read(SectionIndex index, int processors) {
            FrontendReader frontendReader = new FrontendReader(addresses, problems);
            BackendReader backendReader = new BackendReader(addresses, problems);
            BrokerReader brokerReader = new BrokerReader(addresses, problems, (int) index.named().stream()
                    .filter(named -> named.kind() == Section.BROKER)
                    .count());
            GlobalConfig global = global(index, processors);
            Optional<Scope> defaults =
                    index.single("defaults").map(e -> scope(Section.DEFAULTS, "defaults", e, Optional.empty()));
            defaults.ifPresent(d -> {
                backendReader.checkDefaults(d);
                KeepaliveReader.read("cli", d, d.group("option"), problems);
            });
            for (Named named : index.named()) {
                Entry entry = named.entry();
                if (named.kind() == Section.BROKER) {
                    brokers.add(brokerReader.read(entry));
                    continue;
                }
                Scope scope = scope(named.kind(), named.kind().title() + " " + entry.key(), entry, defaults);
                if (named.kind() != Section.BACKEND) {
                    frontends.add(frontendReader.read(entry, scope, global.maxconn()));
                }
                if (named.kind() != Section.FRONTEND) {
                    backends.add(backendReader.read(entry, scope, defaults));
                }
            }
            return new Config(
                    global,
                    frontends.stream().map(ReadFrontend::config).toList(),
                    backends.stream().map(ReadBackend::config).toList(),
                    brokers.stream().map(ReadBroker::config).toList());
        }

        private GlobalConfig global(SectionIndex index, int processors) {
            Entry entry = index.single("global")
                    .orElse(new Entry(
                            "global", new Position("", 1, 1), new Mapping(new Position("", 1, 1), List.of())));
            Scope scope = scope(Section.GLOBAL, "global", entry, Optional.empty());
            GlobalConfig global = GlobalReader.read(scope, processors, addresses, problems);
            scope.own("stats")
                    .ifPresent(e -> global.stats().ifPresent(a -> {
                        sockets.listen(a, e.value().position(), "stats");
                        Advice.stats(a, e.value().position(), problems);
                    }));
            return global;
        }

        private Scope scope(Section section, String where, Entry entry, Optional<Scope> outer) {
            return Scope.open(section, where, entry.value(), outer, problems);
        }

        void checkAcross(List<ConfigSource> sources) {
            new References(backends, problems).check(frontends);
            sockets.listenAll(frontends, brokers);
            sockets.checkProxyProtocol(backends, brokers);
            sockets.checkLoops(frontends, backends);
            if (problems.hasErrors()) {
                // advice judged on values that stand in for wrong ones would mislead
                return;
            }
            Advice advice = new Advice(problems);
            Map<String, ReadBackend> byName = new LinkedHashMap<>();
            backends.forEach(b -> byName.put(b.name(), b));
            frontends.forEach(f ->
                    advice.frontend(f, Optional.ofNullable(byName.get(f.config().backend()))));
            backends.forEach(advice::backend);
            if (frontends.isEmpty() && brokers.isEmpty()) {
                String file = sources.isEmpty() ? "(no file)" : sources.get(0).name();
                problems.error(new Position(file, 1, 1), "nothing to run: no listen, frontend or broker section");
            }
        }
    }
}
