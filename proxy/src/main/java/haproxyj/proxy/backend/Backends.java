package haproxyj.proxy.backend;

import haproxyj.health.FirstChecks;
import haproxyj.proxy.config.BackendConfig;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All backends of a configuration, with servers wired to those they track (HAProxy manual 5.2, {@code track}).
 *
 * <p>Threading: built on any one thread; {@link #start} and {@link #stop} on the control loop; the rest on any thread.
 */
public final class Backends {
    private final Map<String, Backend> byName = new LinkedHashMap<>();

    private Backends() {}

    /**
     * Builds them, checks not running yet.
     *
     * @throws IllegalArgumentException if a tracked server does not exist or servers track each other in a circle
     */
    public static Backends build(List<BackendConfig> configs, ControlLoop loop) {
        Backends all = new Backends();
        for (BackendConfig config : configs) {
            all.byName.put(config.name(), new Backend(config, loop));
        }
        Set<ServerControl> settled = new HashSet<>();
        for (Backend backend : all.byName.values()) {
            for (ServerControl control : backend.controls()) {
                all.settle(backend, control, settled, new HashSet<>());
            }
        }
        all.byName.values().forEach(Backend::open);
        return all;
    }

    /** A server takes over the state of the tracked one after that one's is settled. */
    private void settle(Backend home, ServerControl control, Set<ServerControl> settled, Set<ServerControl> path) {
        Optional<String> track = control.server().config().track();
        if (track.isEmpty() || settled.contains(control)) {
            return;
        }
        if (!path.add(control)) {
            throw new IllegalArgumentException(
                    "server " + control.server().id()
                            + " tracks itself through other servers; let one of them have checks of its own instead of 'track'");
        }
        String name = track.get();
        int slash = name.indexOf('/');
        Optional<Backend> there = slash < 0 ? Optional.of(home) : get(name.substring(0, slash));
        ServerControl tracked = there.flatMap(b -> b.control(name.substring(slash + 1)))
                .orElseThrow(() -> new IllegalArgumentException(
                        "server " + control.server().id() + " tracks '" + name
                                + "', which is not defined; give backend/server, or a server of the same backend"));
        settle(there.get(), tracked, settled, path);
        tracked.followers(control);
        control.adopt(tracked.server().state());
        settled.add(control);
    }

    /** By section name. */
    public Optional<Backend> get(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** In file order. */
    public Collection<Backend> all() {
        return byName.values();
    }

    /** Starts all checks, the first ones spread over time as HAProxy does. Control loop. */
    public void start() {
        List<ServerControl> checks = byName.values().stream()
                .flatMap(backend -> backend.controls().stream())
                .filter(control -> control.policy().isPresent())
                .toList();
        List<Duration> own = checks.stream()
                .map(control -> FirstChecks.own(control.policy().orElseThrow()))
                .toList();
        Duration smallest = FirstChecks.smallest(own);
        for (int k = 0; k < checks.size(); k++) {
            checks.get(k).start(FirstChecks.delayNanos(k, checks.size(), smallest, own.get(k)));
        }
    }

    /** Stops every backend: refuses who waits and who comes, ends the checks. Control loop. */
    public void stop() {
        byName.values().forEach(Backend::stop);
    }
}
