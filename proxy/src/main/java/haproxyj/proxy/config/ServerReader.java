package haproxyj.proxy.config;

import haproxyj.health.CheckPolicy;
import haproxyj.health.InitState;
import haproxyj.health.Observe;
import haproxyj.health.OnError;
import haproxyj.proxy.config.ServerConfig.SendProxy;
import haproxyj.proxy.config.keys.Form;
import haproxyj.proxy.config.keys.Section;
import haproxyj.proxy.config.tree.Located;
import haproxyj.proxy.config.tree.Located.Entry;
import haproxyj.proxy.config.tree.Located.Mapping;
import haproxyj.proxy.config.tree.Located.Scalar;
import haproxyj.proxy.config.tree.Problems;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads one server of a backend. */
final class ServerReader {

    /** Keys without effect unless the server is checked. */
    private static final List<String> CHECK_ONLY = List.of(
            "inter",
            "fastinter",
            "downinter",
            "rise",
            "fall",
            "init-state",
            "addr",
            "port",
            "observe",
            "error-limit",
            "on-error",
            "check-send-proxy");

    private final Addresses addresses;
    private final Problems problems;

    ServerReader(Addresses addresses, Problems problems) {
        this.addresses = addresses;
        this.problems = problems;
    }

    /**
     * A server with its place; the configuration is absent when its address could not be read.
     *
     * @param entry of the server
     * @param scope of its keys
     */
    record ReadServer(String name, Entry entry, Scope scope, Optional<ServerConfig> config) {}

    ReadServer read(Entry entry, Optional<Scope> inherited, Timeouts timeouts) {
        String name = entry.key();
        String where = "server " + name;
        Located node = entry.value() instanceof Scalar scalar && scalar.kind() != Located.Kind.EMPTY
                ? new Mapping(scalar.position(), List.of(new Entry("address", scalar.position(), scalar)))
                : entry.value();
        Scope scope = Scope.open(Section.SERVER, where, node, inherited, problems);
        checkConflicts(scope, where);
        return new ReadServer(name, entry, scope, address(scope, entry).map(a -> config(name, a, scope, timeouts)));
    }

    private Optional<SocketAddress> address(Scope scope, Entry entry) {
        Optional<Entry> address = scope.own("address");
        if (address.isEmpty()) {
            String remark = scope.own("addr").isPresent() ? " (addr is where its checks go)" : "";
            problems.error(
                    entry.position(),
                    "server " + entry.key() + " has no address; add "
                            + problems.write(entry.position(), "address: HOST:PORT", "HOST:PORT behind its name")
                            + remark);
            return Optional.empty();
        }
        String wants = "address wants " + scope.key("address").form().wants();
        Located value = address.get().value();
        if (value instanceof Scalar scalar) {
            return addresses.server(wants, scalar);
        }
        problems.error(value.position(), wants + ", found " + value.shown());
        return Optional.empty();
    }

    private ServerConfig config(String name, SocketAddress address, Scope scope, Timeouts timeouts) {
        Optional<String> track =
                scope.text("track").filter(t -> scope.own("track").isPresent());
        boolean checked = scope.flag("check") && track.isEmpty();
        SocketAddress checkAddress = checkAddress(address, scope);
        SendProxy sendProxy = sendProxy(scope);
        boolean sameTarget = scope.own("addr").isEmpty() && scope.find("port").isEmpty();
        return new ServerConfig(
                name,
                address,
                scope.number("weight"),
                scope.number("maxconn"),
                scope.number("maxqueue"),
                scope.flag("backup"),
                scope.flag("disabled"),
                checked ? Optional.of(policy(scope, timeouts)) : Optional.empty(),
                checkAddress,
                track,
                sendProxy,
                scope.flagIfSet("check-send-proxy").orElse(sameTarget && sendProxy != SendProxy.NONE),
                scope.word("on-marked-down").equals("shutdown-sessions"),
                scope.word("on-marked-up").equals("shutdown-backup-sessions"));
    }

    private static CheckPolicy policy(Scope scope, Timeouts timeouts) {
        return new CheckPolicy(
                scope.number("rise"),
                scope.number("fall"),
                scope.time("inter").orElseThrow(),
                scope.time("fastinter"),
                scope.time("downinter"),
                InitState.valueOf(constant(scope.word("init-state"))),
                timeouts.connect(),
                timeouts.check(),
                Observe.valueOf(constant(scope.word("observe"))),
                scope.number("error-limit"),
                OnError.valueOf(constant(scope.word("on-error"))));
    }

    private static String constant(String word) {
        return word.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private SocketAddress checkAddress(SocketAddress address, Scope scope) {
        Optional<Integer> port = scope.whole("port").map(Math::toIntExact);
        Optional<Entry> addr = scope.own("addr");
        if (!(address instanceof InetSocketAddress target)) {
            addr.or(() -> scope.own("port"))
                    .ifPresent(e -> problems.error(
                            e.position(), e.key() + " does not go with a unix address; checks go to the same socket"));
            return address;
        }
        int checkPort = port.orElse(target.getPort());
        if (addr.isPresent()
                && addr.get().value() instanceof Scalar scalar
                && !scalar.text().isEmpty()) {
            InetSocketAddress checked = addresses.checked(scalar, checkPort).orElse(target);
            return port.isPresent() ? new InetSocketAddress(checked.getAddress(), checkPort) : checked;
        }
        return new InetSocketAddress(target.getAddress(), checkPort);
    }

    private static SendProxy sendProxy(Scope scope) {
        boolean ownFirst = scope.own("send-proxy").isPresent()
                && scope.own("send-proxy-v2").isEmpty();
        if (ownFirst && scope.flag("send-proxy")) {
            return SendProxy.V1;
        }
        if (scope.flag("send-proxy-v2")) {
            return SendProxy.V2;
        }
        return scope.flag("send-proxy") ? SendProxy.V1 : SendProxy.NONE;
    }

    private void checkConflicts(Scope scope, String where) {
        Optional<Entry> track = scope.own("track");
        Optional<Entry> check = scope.own("check");
        if (track.isPresent() && check.isPresent() && scope.flag("check")) {
            problems.error(
                    track.get().position(),
                    where + " cannot both track another server and be checked (check at "
                            + check.get().position() + "); remove one of them");
        }
        if (scope.own("send-proxy").isPresent() && scope.flag("send-proxy") && scope.flag("send-proxy-v2")) {
            scope.own("send-proxy-v2")
                    .ifPresent(e -> problems.error(
                            e.position(),
                            where + " has send-proxy and send-proxy-v2; keep the one that the server reads"));
        }
        boolean unchecked = !scope.flag("check")
                && scope.find("check").filter(e -> !readable(e)).isEmpty();
        if (unchecked || track.isPresent()) {
            CHECK_ONLY.stream()
                    .flatMap(k -> scope.own(k).stream())
                    .findFirst()
                    .ifPresent(e -> problems.warn(
                            e.position(),
                            e.key() + " has no effect: " + where
                                    + (track.isPresent()
                                            ? " tracks another server"
                                            : " is not checked; add "
                                                    + problems.write(e.position(), "check: true", "check"))));
        }
    }

    /** Whether the value is a flag; one that is not has its own message. */
    private static boolean readable(Entry flag) {
        return flag.value() instanceof Scalar scalar
                && new Form.Flag().read(scalar).isPresent();
    }
}
