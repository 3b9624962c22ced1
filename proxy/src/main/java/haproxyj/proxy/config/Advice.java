package haproxyj.proxy.config;

import haproxyj.health.Observe;
import haproxyj.proxy.config.BackendReader.ReadBackend;
import haproxyj.proxy.config.FrontendReader.ReadFrontend;
import haproxyj.proxy.config.keys.DurationText;
import haproxyj.proxy.config.keys.Keys;
import haproxyj.proxy.config.keys.Section;
import haproxyj.proxy.config.tree.Located.Entry;
import haproxyj.proxy.config.tree.Position;
import haproxyj.proxy.config.tree.Problems;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Warns of what works but is known to hurt: missing limits, limits that cut AMQP connections,
 * backups that nobody reaches, open statistics. */
final class Advice {

    private static final Set<Integer> AMQP_PORTS = Set.of(5671, 5672);
    /** RabbitMQ proposes a heartbeat every 60 s; a peer is dead after two of them. */
    private static final Duration TWO_HEARTBEATS = Duration.ofMinutes(2);

    private final Problems problems;

    Advice(Problems problems) {
        this.problems = problems;
    }

    void frontend(ReadFrontend frontend, Optional<ReadBackend> served) {
        boolean listen = frontend.scope().section() == Section.LISTEN;
        Timeouts front = frontend.config().timeouts();
        warnMissing(
                frontend.scope(),
                listen ? List.of("connect", "client", "server") : List.of("client"),
                frontend.entry());
        Optional<Duration> server = served.flatMap(b -> b.config().timeouts().server());
        boolean tunnel = front.tunnel().isPresent();
        if (front.client().isPresent()
                && server.isPresent()
                && !tunnel
                && !front.client().equals(server)) {
            problems.warn(
                    frontend.entry().position(),
                    "timeout client (" + shown(front.client()) + ") and timeout server (" + shown(server)
                            + ") of " + frontend.scope().where()
                            + " differ; the shorter one ends the connection, make them equal");
        }
        boolean amqp = frontend.binds().stream()
                        .anyMatch(b -> AMQP_PORTS.contains(b.config().address().getPort()))
                || served.filter(Advice::amqp).isPresent();
        Duration shortest = min(
                front.tunnel().or(front::client),
                served.flatMap(b -> b.config().timeouts().tunnel().or(() -> server)));
        if (amqp && shortest.compareTo(TWO_HEARTBEATS) < 0) {
            problems.warn(
                    frontend.entry().position(),
                    frontend.scope().where() + " carries AMQP, but cuts connections after "
                            + DurationText.show(shortest)
                            + " of silence; RabbitMQ's heartbeat is 60s, so give client and server at least 120s, or hours for clients without heartbeats");
        }
    }

    void backend(ReadBackend backend) {
        if (backend.scope().section() == Section.BACKEND) {
            warnMissing(backend.scope(), List.of("connect", "server"), backend.entry());
        }
        List<ServerConfig> servers = backend.config().servers();
        List<ServerConfig> active = servers.stream().filter(s -> !s.backup()).toList();
        boolean watched = active.stream()
                .anyMatch(
                        s -> s.check().filter(c -> c.observe() != Observe.NONE).isPresent());
        if (backend.config().fallThrough() == FallThrough.OFF && active.size() == 1 && servers.size() > 1 && !watched) {
            String name = active.get(0).name();
            problems.warn(
                    backend.entry().position(),
                    "while server " + name + " refuses connections, clients of "
                            + backend.entry().key()
                            + " fail until its checks notice: fall-through is off; turn it on, or give " + name
                            + problems.write(backend.entry().position(), " observe: layer4", " observe layer4"));
        }
    }

    /** The statistics tell addresses and load to whoever asks. */
    static void stats(InetSocketAddress address, Position at, Problems problems) {
        if (address.getAddress().isAnyLocalAddress()) {
            problems.warn(
                    at,
                    "stats listens on every address of this machine and has no password; choose 127.0.0.1 or the address of an inner network");
        }
    }

    /** A limit that is set to 0 was lifted on purpose and is not missing. */
    private void warnMissing(Scope scope, List<String> wanted, Entry entry) {
        Scope timeouts = scope.group("timeout");
        List<String> missing =
                wanted.stream().filter(w -> timeouts.find(w).isEmpty()).toList();
        if (!missing.isEmpty()) {
            String example = missing.stream()
                    .map(m -> m + (m.equals("connect") ? ": 5s" : ": 3h"))
                    .collect(Collectors.joining(", "));
            problems.warn(
                    entry.position(),
                    scope.where() + " has no timeout " + String.join(", ", missing)
                            + "; connections to dead peers stay for ever, add "
                            + problems.write(
                                    entry.position(),
                                    "timeout: {" + example + "}",
                                    "timeout " + example.replace(":", "").replace(", ", " and timeout ")));
        }
    }

    private static boolean amqp(ReadBackend backend) {
        return backend.config().check() instanceof CheckKind.Amqp
                || backend.config().servers().stream()
                        .map(ServerConfig::address)
                        .anyMatch(Advice::amqpPort);
    }

    private static boolean amqpPort(SocketAddress address) {
        return address instanceof InetSocketAddress inet && AMQP_PORTS.contains(inet.getPort());
    }

    private static Duration min(Optional<Duration> a, Optional<Duration> b) {
        Duration first = a.orElse(Keys.LONGEST);
        Duration second = b.orElse(Keys.LONGEST);
        return first.compareTo(second) <= 0 ? first : second;
    }

    private static String shown(Optional<Duration> duration) {
        return duration.map(DurationText::show).orElse("none");
    }
}
