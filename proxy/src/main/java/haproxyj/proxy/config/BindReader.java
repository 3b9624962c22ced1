package haproxyj.proxy.config;

import haproxyj.proxy.config.keys.Section;
import haproxyj.proxy.config.tree.Located;
import haproxyj.proxy.config.tree.Located.Mapping;
import haproxyj.proxy.config.tree.Located.Scalar;
import haproxyj.proxy.config.tree.Position;
import haproxyj.proxy.config.tree.Problems;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code bind}: an address, a mapping, or a list of either. */
final class BindReader {

    private static final int MIN_BACKLOG = 1024;
    private static final int MAX_BACKLOG = 65535;

    private final Addresses addresses;
    private final Problems problems;

    BindReader(Addresses addresses, Problems problems) {
        this.addresses = addresses;
        this.problems = problems;
    }

    /** A listening address with its place. */
    record ReadBind(Position position, BindConfig config) {}

    /** The binds of a section; none of them is missing without a message. */
    List<ReadBind> read(Scope section, int maxconn) {
        int backlog = Math.min(MAX_BACKLOG, Math.max(MIN_BACKLOG, maxconn));
        List<ReadBind> binds = new ArrayList<>();
        for (Located item : section.own("bind").map(e -> Items.of(e.value())).orElse(List.of())) {
            if (item instanceof Scalar scalar) {
                listening(scalar)
                        .ifPresent(a -> binds.add(new ReadBind(
                                item.position(), new BindConfig(a, false, backlog, false, Shards.SHARED))));
            } else if (item instanceof Mapping mapping) {
                written(mapping, section, backlog).ifPresent(b -> binds.add(new ReadBind(item.position(), b)));
            } else {
                problems.error(
                        item.position(),
                        "bind wants " + section.key("bind").form().wants() + ", found " + item.shown());
            }
        }
        return List.copyOf(binds);
    }

    private Optional<BindConfig> written(Mapping mapping, Scope section, int backlog) {
        Scope scope = Scope.open(Section.BIND, "bind of " + section.where(), mapping, Optional.empty(), problems);
        Optional<Located> address = scope.own("address").map(Located.Entry::value);
        if (address.isEmpty()) {
            problems.error(mapping.position(), "this bind has no address; add address: HOST:PORT");
        }
        return address.flatMap(node -> {
                    if (node instanceof Scalar scalar) {
                        return listening(scalar);
                    }
                    problems.error(node.position(), "address wants HOST:PORT, found " + node.shown());
                    return Optional.empty();
                })
                .map(a -> new BindConfig(
                        a,
                        scope.flag("accept-proxy"),
                        scope.whole("backlog").map(Math::toIntExact).orElse(backlog),
                        scope.flag("v6only"),
                        Shards.of(scope.word("shards"))));
    }

    private Optional<InetSocketAddress> listening(Scalar scalar) {
        return addresses.listening("bind", "0.0.0.0:5672", scalar);
    }
}
