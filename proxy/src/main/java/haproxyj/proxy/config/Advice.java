package haproxyj.proxy.config;

import haproxyj.health.Observe;
import haproxyj.proxy.config.BackendReader.ReadBackend;
import haproxyj.proxy.config.FrontendReader.ReadFrontend;
import haproxyj.proxy.config.Located.Entry;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Warns of what works but is known to hurt: missing limits, limits that cut AMQP connections, backups that nobody reaches. */
final class Advice {

    private static final Set<Integer> AMQP_PORTS = Set.of(5671, 5672);
    /** RabbitMQ proposes a heartbeat every 60 s; a peer is dead after two of them. */
    private static final Duration TWO_HEARTBEATS = Duration.ofSeconds(120);

    private final Problems problems;

    Advice(Problems problems) {
        this.problems = problems;
    }

    void frontend(ReadFrontend frontend, Optional<ReadBackend> served) {
        boolean listen = served.filter(b -> b.entry() == frontend.entry()).isPresent();
        Timeouts front = frontend.config().timeouts();
        List<String> missing = new ArrayList<>();
        if (front.client().isEmpty() && !said(frontend.scope(), "client")) {
            missing.add("client");
        }
        if (listen) {
            missing.addAll(missing(served.orElseThrow()));
        }
        warnMissing(missing, frontend.scope().where(), frontend.entry());
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
            warnMissing(missing(backend), backend.scope().where(), backend.entry());
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
                            + " observe: layer4");
        }
    }

    private static List<String> missing(ReadBackend backend) {
        List<String> missing = new ArrayList<>();
        Timeouts timeouts = backend.config().timeouts();
        if (timeouts.connect().isEmpty() && !said(backend.scope(), "connect")) {
            missing.add("connect");
        }
        if (timeouts.server().isEmpty() && !said(backend.scope(), "server")) {
            missing.add("server");
        }
        return missing;
    }

    private static boolean said(Scope scope, String name) {
        return scope.group("timeout").find(name).isPresent();
    }

    private void warnMissing(List<String> missing, String where, Entry entry) {
        if (!missing.isEmpty()) {
            problems.warn(
                    entry.position(),
                    where + " has no timeout " + String.join(", ", missing)
                            + "; connections to dead peers stay for ever, add timeout: {"
                            + String.join(
                                    ", ",
                                    missing.stream()
                                            .map(m -> m + (m.equals("connect") ? ": 5s" : ": 3h"))
                                            .toList())
                            + "}");
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
