package haproxyj.proxy.backend;

import haproxyj.health.CheckPolicy;
import haproxyj.health.CheckResult;
import haproxyj.health.Checker;
import haproxyj.health.Health;
import haproxyj.proxy.admin.AddressText;
import haproxyj.proxy.backend.ServerEvent.Cause;
import haproxyj.proxy.backend.ServerState.Admin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes the state of one server: on the word of its checks, of the server it tracks, or of an operator. Every change goes
 * through {@link #commit}.
 *
 * <p>Threading: control loop only, except {@link #status} and {@link #server}.
 */
public final class ServerControl implements Checker.Listener {
    private final Backend backend;
    private final Server server;
    private final ControlLoop loop;
    private final Optional<Checker> checker;
    private final List<ServerControl> followers = new ArrayList<>();
    private volatile String health;
    private volatile CheckResult last = CheckResult.NONE;
    private volatile long checkFailures;
    private volatile Uptime uptime;

    ServerControl(Backend backend, Server server, ControlLoop loop) {
        this.backend = backend;
        this.server = server;
        this.loop = loop;
        this.checker = server.config().check().map(policy -> checker(backend, policy));
        this.health = checker.map(c -> c.health().describe()).orElse("");
        checker.ifPresent(c -> server.state(server.state().withCheck(c.health().up())));
        this.uptime = Uptime.from(server.state().up(), loop.now());
    }

    private Checker checker(Backend owner, CheckPolicy policy) {
        return new Checker(
                policy,
                loop.probes().probe(owner.config(), server.config()),
                loop.scheduler(),
                loop.spreadPercent(),
                loop.random(),
                this);
    }

    /** The server. Any thread. */
    public Server server() {
        return server;
    }

    /** Its policy, if it is checked. */
    Optional<CheckPolicy> policy() {
        return server.config().check();
    }

    /** Begins to check. A server that starts in maintenance waits for {@link #ready}. */
    void start(long delayNanos) {
        checker.ifPresent(c -> {
            c.start(delayNanos);
            if (server.state().admin() == Admin.MAINT) {
                c.enterMaintenance();
            }
        });
    }

    void stop() {
        checker.ifPresent(Checker::stop);
    }

    /** Takes new connections again, if healthy. From maintenance it starts over as {@code init-state} says. */
    public void ready() {
        leave(Admin.READY);
    }

    /** Takes no new connections; those that are stay, checks go on. */
    public void drain() {
        leave(Admin.DRAIN);
    }

    private void leave(Admin next) {
        ServerState target = server.state().with(next);
        if (server.state().admin() == Admin.MAINT) {
            checker.ifPresent(Checker::leaveMaintenance);
            if (checker.isPresent()) {
                target = target.withCheck(checker.get().health().up());
                health = checker.get().health().describe();
            }
        }
        commit(target, Cause.ADMIN, "");
    }

    /** Out of service: checks pause, the queue moves on; sessions as {@code on-marked-down} says. */
    public void maint() {
        commit(server.state().with(Admin.MAINT), Cause.ADMIN, "");
        checker.ifPresent(Checker::enterMaintenance);
    }

    /** Ends every session of the server ({@code shutdown sessions server}); answers how many. */
    public int killSessions() {
        return server.kill('K');
    }

    void connected() {
        checker.ifPresent(Checker::trafficSuccess);
    }

    void connectFailed() {
        checker.ifPresent(Checker::trafficError);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer: the control loop
    public void checked(CheckResult result, Health now) {
        boolean up = server.state().checkUp();
        String before = health;
        health = now.describe();
        last = result;
        if (!result.status().passed() && up) {
            checkFailures++;
        }
        if (now.up() == up && !health.equals(before)) {
            loop.events()
                    .checkCounted(new CheckEvent(
                            backend.config().name(),
                            server.config().name(),
                            server.config().backup(),
                            result,
                            health));
        }
    }

    @Override
    public void changed(boolean up, String reason, CheckResult result) {
        // Maintenance is this side's own doing: leave() and maint() commit it.
        if (server.state().admin() != Admin.MAINT) {
            commit(server.state().withCheck(up), Cause.CHECK, "");
        }
    }

    /** Tells another server of every change from now on. Wired before the first check. */
    void followers(ServerControl follower) {
        followers.add(follower);
    }

    /** The state to start with, as the tracked server's is final. */
    void adopt(ServerState tracked) {
        server.state(server.state().following(tracked));
        uptime = Uptime.from(server.state().up(), loop.now());
    }

    /** The one place where the state changes. */
    private void commit(ServerState next, Cause cause, String via) {
        ServerState old = server.state();
        if (old.equals(next)) {
            return;
        }
        long now = loop.now();
        Uptime before = uptime;
        boolean wasAvailable = backend.available();
        boolean fell = old.up() && !next.up();
        boolean rose = !old.up() && next.up();
        boolean maintained = next.wish() == Admin.MAINT && old.wish() != Admin.MAINT;
        boolean abandon = maintained || (fell && backend.config().redispatch() != 0);
        server.state(next);
        uptime = uptime.at(next.up(), now);
        WaitingLines.Moves moves = backend.publish(abandon ? server : null);
        if (!old.word().equals(next.word())) {
            loop.events().stateChanged(event(old, next, cause, via, before.lastChangeSeconds(now), moves));
        }
        if (wasAvailable != backend.available()) {
            loop.events().availability(backend.config().name(), backend.available());
        }
        if (fell && server.config().onMarkedDownShutdownSessions()) {
            server.kill('D');
        }
        if (rose
                && server.config().onMarkedUpShutdownBackupSessions()
                && !server.config().backup()
                && next.weight() > 0) {
            backend.killBackupSessions();
        }
        for (ServerControl follower : followers) {
            follower.commit(follower.server.state().following(next), Cause.TRACK, server.id());
        }
    }

    private ServerEvent event(
            ServerState old, ServerState next, Cause cause, String via, long seconds, WaitingLines.Moves moves) {
        return new ServerEvent(
                backend.config().name(),
                server.config().name(),
                server.config().backup(),
                old.word(),
                next.word(),
                cause,
                via,
                last,
                seconds,
                backend.usableActive(),
                backend.usableBackup(),
                server.counters().current.get(),
                next.usable() ? moves.granted() : moves.requeued(),
                server.counters().queued.get());
    }

    /** How it stands. Any thread. */
    public ServerStatus status() {
        Uptime up = uptime;
        long now = loop.now();
        return new ServerStatus(
                server.config(),
                AddressText.of(server.config().address()),
                server.state(),
                text(server.state(), health),
                last,
                up.lastChangeSeconds(now),
                up.downSeconds(now),
                checkFailures,
                up.downs(),
                server.counters());
    }

    private String text(ServerState state, String counted) {
        String word = state.word();
        if (word.equals("MAINT")) {
            boolean own =
                    state.admin() == Admin.MAINT || server.config().track().isEmpty();
            return own ? word : "MAINT (via " + server.config().track().get() + ")";
        }
        if (word.equals("DRAIN") || counted.isEmpty()) {
            boolean unchecked = word.equals("UP") && server.config().track().isEmpty();
            return unchecked ? "no check" : word;
        }
        String steps = counted.substring(0, counted.indexOf(' '));
        String[] parts = steps.split("/", -1);
        boolean settled = counted.endsWith("UP") ? parts[0].equals(parts[1]) : parts[0].equals("0");
        return settled || !counted.endsWith(word) ? word : word + " " + steps;
    }
}
