package haproxyj.proxy.config;

import haproxyj.proxy.config.BackendReader.ReadBackend;
import haproxyj.proxy.config.FrontendReader.ReadFrontend;
import haproxyj.proxy.config.ServerReader.ReadServer;
import haproxyj.proxy.config.keys.Nearest;
import haproxyj.proxy.config.tree.Located.Entry;
import haproxyj.proxy.config.tree.Position;
import haproxyj.proxy.config.tree.Problems;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Follows the names that one section says of another: {@code default_backend} and {@code track}. */
final class References {

    private final Map<String, ReadBackend> backends = new LinkedHashMap<>();
    private final Problems problems;

    References(List<ReadBackend> backends, Problems problems) {
        backends.forEach(b -> this.backends.putIfAbsent(b.name(), b));
        this.problems = problems;
    }

    void check(List<ReadFrontend> frontends) {
        for (ReadFrontend frontend : frontends) {
            String name = frontend.config().backend();
            if (!name.isEmpty() && !backends.containsKey(name)) {
                Position at = frontend.scope()
                        .find("default_backend")
                        .map(e -> e.value().position())
                        .orElse(frontend.entry().position());
                problems.error(at, "no backend is named \"" + name + "\"", Nearest.of(name, backends.keySet()));
            }
        }
        backends.values().forEach(b -> b.servers().forEach(s -> track(b, s)));
    }

    /** Follows one chain of {@code track} to a server that is checked. */
    private void track(ReadBackend backend, ReadServer server) {
        Optional<Entry> entry = server.scope().own("track");
        Optional<String> target = server.scope().text("track").filter(t -> entry.isPresent());
        if (entry.isEmpty() || target.isEmpty()) {
            return;
        }
        Position at = entry.get().value().position();
        Set<String> seen = new HashSet<>(Set.of(backend.name() + "/" + server.name()));
        ReadBackend where = backend;
        ReadServer here = server;
        while (target.isPresent()) {
            int slash = target.get().indexOf('/');
            String backendName = slash < 0 ? where.name() : target.get().substring(0, slash);
            String serverName = target.get().substring(slash + 1);
            ReadBackend next = backends.get(backendName);
            if (next == null) {
                unknown(
                        at,
                        seen.size() == 1,
                        "no backend is named \"" + backendName + "\"",
                        Nearest.of(backendName, backends.keySet()));
                return;
            }
            Optional<ReadServer> found = next.servers().stream()
                    .filter(s -> s.name().equals(serverName))
                    .findFirst();
            if (found.isEmpty()) {
                List<String> names =
                        next.servers().stream().map(ReadServer::name).toList();
                unknown(
                        at,
                        seen.size() == 1,
                        "backend " + backendName + " has no server \"" + serverName + "\" to track",
                        Nearest.of(serverName, names));
                return;
            }
            if (!seen.add(backendName + "/" + serverName)) {
                problems.error(
                        at,
                        "track goes round in a circle: server " + server.name()
                                + " in the end follows itself, or servers that do");
                return;
            }
            where = next;
            here = found.get();
            target = here.scope().own("track").isPresent() ? here.scope().text("track") : Optional.empty();
        }
        if (!here.scope().flag("check")) {
            problems.error(
                    at, "track leads to server " + here.name() + ", which is not checked; add check: true there");
        }
    }

    /** Only the server whose own line is wrong gets the message. */
    private void unknown(Position at, boolean first, String message, Optional<String> suggestion) {
        if (first) {
            problems.error(at, message, suggestion);
        }
    }
}
