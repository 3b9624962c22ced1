package haproxyj.proxy.config;

import haproxyj.broker.BrokerConfig;
import haproxyj.proxy.config.keys.Nearest;
import haproxyj.proxy.config.keys.Section;
import haproxyj.proxy.config.tree.Located;
import haproxyj.proxy.config.tree.Located.Entry;
import haproxyj.proxy.config.tree.Located.Scalar;
import haproxyj.proxy.config.tree.Position;
import haproxyj.proxy.config.tree.Problems;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one section of {@code broker}. */
final class BrokerReader {

    private final Addresses addresses;
    private final Problems problems;
    private final WatermarkReader watermarks;

    /** A reader of one of so many brokers, which share the heap. */
    BrokerReader(Addresses addresses, Problems problems, int brokers) {
        this.watermarks = new WatermarkReader(problems, brokers);
        this.addresses = addresses;
        this.problems = problems;
    }

    /** A broker with the places of its listeners. */
    record ReadBroker(BrokerConfig config, List<Position> bindPositions) {}

    ReadBroker read(Entry entry) {
        String name = entry.key();
        Scope scope = Scope.open(Section.BROKER, "broker " + name, entry.value(), Optional.empty(), problems);
        List<InetSocketAddress> binds = new ArrayList<>();
        List<Position> positions = new ArrayList<>();
        Optional<Entry> bind = scope.own("bind");
        if (bind.isEmpty() || Items.of(bind.get().value()).isEmpty()) {
            problems.error(entry.position(), "broker " + name + " has no bind; add bind: HOST:PORT");
        }
        for (Located item : bind.map(e -> Items.of(e.value())).orElse(List.of())) {
            if (item instanceof Scalar scalar) {
                addresses.listening("bind", "127.0.0.1:5673", scalar).ifPresent(a -> {
                    binds.add(a);
                    positions.add(item.position());
                });
            } else {
                problems.error(
                        item.position(),
                        "bind wants " + scope.key("bind").form().wants() + ", found " + item.shown());
            }
        }
        scope.own("data")
                .ifPresent(
                        e -> problems.warn(
                                e.position(),
                                "broker " + name
                                        + " keeps its messages in memory only in this version; they are lost when the process ends, data: or not"));
        BrokerConfig defaults = BrokerConfig.defaults(name, List.copyOf(binds));
        Map<String, String> users = scope.own("users")
                .map(e -> Items.secrets(scope.key("users"), e, problems))
                .orElse(defaults.users());
        List<String> loopbackUsers = texts(scope, "loopback_users").orElse(defaults.loopbackUsers());
        BrokerConfig config = new BrokerConfig(
                name,
                List.copyOf(binds),
                scope.text("cluster_name").orElse(defaults.clusterName()),
                scope.text("version").orElse(defaults.version()),
                users,
                texts(scope, "vhosts").orElse(defaults.virtualHosts()),
                loopbackUsers,
                scope.time("heartbeat").orElse(defaults.heartbeat()),
                scope.number("frame_max"),
                scope.number("channel_max"),
                scope.time("handshake_timeout").orElse(defaults.handshakeTimeout()),
                scope.number("max_connections"),
                scope.whole("max_message_size").orElse(defaults.maxMessageSize()),
                watermarks.read(scope),
                scope.text("data"));
        checkNames(scope, config);
        return new ReadBroker(config, List.copyOf(positions));
    }

    private Optional<List<String>> texts(Scope scope, String name) {
        return scope.own(name).map(e -> Items.texts(scope.key(name), e, problems));
    }

    private void checkNames(Scope scope, BrokerConfig config) {
        scope.own("vhosts")
                .filter(e -> Items.of(e.value()).isEmpty())
                .ifPresent(e -> problems.error(e.position(), "a broker needs a virtual host; remove vhosts for \"/\""));
        scope.own("users")
                .filter(e -> config.users().isEmpty())
                .ifPresent(e -> problems.error(e.position(), "a broker needs a user; remove users for guest"));
        scope.own("loopback_users").ifPresent(e -> {
            for (Located item : Items.of(e.value())) {
                if (item instanceof Scalar scalar
                        && !scalar.text().isEmpty()
                        && !config.users().containsKey(scalar.text())) {
                    problems.error(
                            item.position(),
                            "loopback_users names " + scalar.shown() + ", which is not among users",
                            Nearest.of(scalar.text(), config.users().keySet()));
                }
            }
        });
        scope.own("version").ifPresent(e -> {
            if (!config.version().matches("[0-9]+\\.[0-9]+\\.[0-9]+.*")) {
                problems.error(
                        e.value().position(),
                        "version wants three numbers such as 3.10.8, found "
                                + e.value().shown());
            }
        });
    }
}
