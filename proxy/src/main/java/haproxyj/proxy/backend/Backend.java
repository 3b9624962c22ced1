package haproxyj.proxy.backend;

import haproxyj.proxy.admin.Counters;
import haproxyj.proxy.backend.Assignment.Assigned;
import haproxyj.proxy.backend.Assignment.Refused;
import haproxyj.proxy.balance.AddressHash;
import haproxyj.proxy.config.BackendConfig;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a backend: which of them serve now, and who gets a slot.
 *
 * <p>Threading: {@link #assign} on any thread, without a lock unless some server has {@code maxconn}. State changes on the
 * control loop only, where {@link #publish} replaces the one snapshot.
 */
public final class Backend implements ServerPool {
    private final BackendConfig config;
    private final ControlLoop loop;
    private final List<Server> servers;
    private final List<ServerControl> controls;
    private final Counters counters = new Counters();
    private final AtomicInteger turn = new AtomicInteger();
    /** Null when no server has a limit, so that nobody ever waits. */
    private final @Nullable WaitingLines lines;

    private volatile Snapshot snapshot;
    private volatile Uptime uptime;
    private volatile boolean stopped;

    Backend(BackendConfig config, ControlLoop loop) {
        this.config = config;
        this.loop = loop;
        this.servers = config.servers().stream()
                .map(server -> new Server(config.name(), server))
                .toList();
        this.snapshot = Snapshot.of(config, servers, turn);
        this.uptime = Uptime.from(true, loop.now());
        boolean limited = servers.stream().anyMatch(s -> s.config().maxconn() > 0);
        this.lines = limited ? new WaitingLines(this, servers, snapshot) : null;
        this.controls =
                servers.stream().map(s -> new ServerControl(this, s, loop)).toList();
    }

    @Override
    public BackendConfig config() {
        return config;
    }

    @Override
    public int usableActive() {
        return snapshot.actives().size();
    }

    /** How many backups are usable now. Any thread. */
    public int usableBackup() {
        return snapshot.backups().size();
    }

    /** The pool counts {@code queued} here; sessions count the rest. Any thread. */
    public Counters counters() {
        return counters;
    }

    @Override
    public Assignment assign(AssignRequest request, Waiter waiter) {
        Server only = null;
        if (request.only().isPresent()) {
            if (!(request.only().get() instanceof Server one)
                    || !servers.contains(one)
                    || one.state().wish() == ServerState.Admin.MAINT) {
                return new Refused(stopped ? Refusal.STOPPING : Refusal.NO_SERVER);
            }
            only = one;
        }
        return lines == null ? unlimited(request, only) : lines.assign(request, only, waiter);
    }

    /**
     * Registers first and looks afterwards whether the snapshot still holds: if it does, whoever kills the sessions of the
     * server after a later change will find this one.
     */
    @SuppressWarnings("ReferenceEquality") // each publication is its own object
    private Assignment unlimited(AssignRequest request, @Nullable Server only) {
        int hash = only == null ? AddressHash.of(request.client()) : 0;
        while (!stopped) {
            Snapshot current = snapshot;
            Server server = only == null ? current.pick(request, hash) : only;
            if (server == null) {
                return new Refused(Refusal.NO_SERVER);
            }
            Slot slot = server.take(this);
            if (only != null || current == snapshot) {
                server.assigned(only == null);
                return new Assigned(slot);
            }
            slot.release();
        }
        return new Refused(Refusal.STOPPING);
    }

    void released(Server server) {
        if (lines == null) {
            server.counters().leave();
            eased(server);
        } else {
            lines.released(server);
        }
    }

    /** After its load fell: whoever publishes meanwhile looks at all loads afterwards, so that one of the two sees it. */
    void eased(Server server) {
        snapshot.balancer().eased(server);
    }

    void connected(Server server) {
        if (server.observed() && server.erring(false)) {
            onControl(control(server)::connected);
        }
    }

    void connectFailed(Server server) {
        if (server.observed()) {
            server.erring(true);
            onControl(control(server)::connectFailed);
        }
    }

    void onControl(Runnable task) {
        loop.executor().execute(task);
    }

    /** Control loop. The snapshot for the state servers are in now; {@code abandoned} loses the queue of its own. */
    WaitingLines.Moves publish(@Nullable Server abandoned) {
        Snapshot next = Snapshot.of(config, servers, turn);
        snapshot = next;
        next.balancer().refresh();
        uptime = uptime.at(!next.serving().isEmpty(), loop.now());
        return lines == null ? WaitingLines.Moves.NONE : lines.publish(next, abandoned);
    }

    /** Control loop, once, before the first session: the state servers start in, without events. */
    void open() {
        publish(null);
        uptime = Uptime.from(uptime.up(), loop.now());
    }

    /** Control loop. Kills the sessions on every backup server. */
    void killBackupSessions() {
        servers.stream().filter(s -> s.config().backup()).forEach(s -> s.kill('U'));
    }

    boolean available() {
        return uptime.up();
    }

    /** Refuses who waits and who comes, and ends the checks. Sessions go on. Control loop. */
    public void stop() {
        stopped = true;
        if (lines != null) {
            lines.stop();
        }
        controls.forEach(ServerControl::stop);
    }

    /** The control of a server by name: ready, drain, maint, kill. */
    public Optional<ServerControl> control(String server) {
        return controls.stream()
                .filter(c -> c.server().config().name().equals(server))
                .findFirst();
    }

    /** In file order. */
    public List<ServerControl> controls() {
        return controls;
    }

    private ServerControl control(Server server) {
        return controls.get(servers.indexOf(server));
    }

    /** How it stands. Any thread. */
    public BackendStatus status() {
        Snapshot now = snapshot;
        Uptime up = uptime;
        long nanos = loop.now();
        return new BackendStatus(
                config.name(),
                up.up(),
                now.actives().size(),
                now.backups().size(),
                now.onBackup(),
                up.lastChangeSeconds(nanos),
                up.downSeconds(nanos),
                up.downs(),
                controls.stream().map(ServerControl::status).toList(),
                counters);
    }
}
