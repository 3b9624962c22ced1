package haproxyj.proxy.backend;

import haproxyj.health.Observe;
import haproxyj.proxy.admin.Counters;
import haproxyj.proxy.balance.Candidate;
import haproxyj.proxy.config.ServerConfig;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One server at run time: its settings, state, numbers and sessions.
 *
 * <p>Threading: {@link #state} is written on the control loop and read by anyone; a session registers and leaves from its
 * own loop; the rest is immutable.
 */
public final class Server implements ServerHandle, Candidate {
    private final String backend;
    private final ServerConfig config;
    private final Counters counters = new Counters();
    private final Set<Slot> sessions = ConcurrentHashMap.newKeySet();
    private final boolean observed;
    private volatile ServerState state;
    /** A connect failed since the checker last heard of a success. */
    private volatile boolean erring;

    Server(String backend, ServerConfig config) {
        this.backend = backend;
        this.config = config;
        this.observed = config.check()
                .filter(policy -> policy.observe() == Observe.LAYER4)
                .isPresent();
        ServerState.Admin admin = config.disabled() ? ServerState.Admin.MAINT : ServerState.Admin.READY;
        this.state = new ServerState(admin, ServerState.Admin.READY, true, true, config.weight());
    }

    @Override
    public ServerConfig config() {
        return config;
    }

    @Override
    public boolean usable() {
        return state.usable();
    }

    @Override
    public Counters counters() {
        return counters;
    }

    /** {@code backend/server}. */
    public String id() {
        return backend + "/" + config.name();
    }

    /** Its state now. */
    public ServerState state() {
        return state;
    }

    @Override
    public int weight() {
        return config.weight();
    }

    @Override
    public int load() {
        return counters.current.get() + counters.queued.get();
    }

    @Override
    public boolean full() {
        return config.maxconn() > 0 && counters.current.get() >= config.maxconn();
    }

    /** Control loop: {@link Backend} alone, through its one commit method. */
    void state(ServerState next) {
        state = next;
    }

    /** Takes a slot. Without maxconn any thread; with it, under the backend's lock and only if not {@link #full}. */
    Slot take(Backend owner) {
        counters.enter();
        Slot slot = new Slot(owner, this);
        sessions.add(slot);
        return slot;
    }

    /** Counts an assignment that stands; {@code balanced} when the balancer chose this server. Any thread. */
    void assigned(boolean balanced) {
        counters.total.increment();
        if (balanced) {
            counters.selected.increment();
        }
    }

    /** Any thread. True once per slot. */
    boolean forget(Slot slot) {
        return sessions.remove(slot);
    }

    /** Control loop. Ends the sessions of this server; answers how many were told. */
    int kill(char cause) {
        int told = 0;
        for (Slot slot : sessions) {
            slot.kill(cause);
            told++;
        }
        return told;
    }

    /** Whether real traffic counts for its health ({@code observe layer4}). */
    boolean observed() {
        return observed;
    }

    /** Whether an earlier connect failed; {@code now} takes its place. Saves a post for every connect that succeeds. */
    boolean erring(boolean now) {
        boolean before = erring;
        if (before != now) {
            erring = now;
        }
        return before;
    }

    @Override
    public String toString() {
        return id() + " " + state.word();
    }
}
