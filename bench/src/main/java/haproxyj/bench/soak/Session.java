package haproxyj.bench.soak;

import java.util.Optional;

/** One session as it is played: its plan, its sides, and what went wrong first. One thread. */
final class Session {
    private final Plan plan;
    private final Optional<End> client;
    private Optional<End> server = Optional.empty();
    private Optional<String> failure = Optional.empty();
    private long moved;
    private long movedNanos;

    /** @param client absent when the announcement of a client that has left already arrives late */
    Session(Plan plan, Optional<End> client, long now) {
        this.plan = plan;
        this.client = client;
        this.movedNanos = now;
    }

    Plan plan() {
        return plan;
    }

    Optional<End> client() {
        return client;
    }

    Optional<End> server() {
        return server;
    }

    /** The announcement reached a server. */
    void reached(End end) {
        server = Optional.of(end);
        if (plan.expected() == Plan.Expected.NOTHING) {
            fail("a connection of a section without a server reached one");
        }
    }

    void fail(String what) {
        if (failure.isEmpty()) {
            failure = Optional.of(what);
        }
    }

    Optional<String> failure() {
        return failure;
    }

    /** Whether nothing more will happen. */
    boolean isOver() {
        return failure.isPresent()
                || (client.map(End::isClosed).orElse(true)
                        && server.map(End::isClosed).orElse(true));
    }

    /** Since when nothing moved, {@link System#nanoTime} of it. */
    long quietSince(long now) {
        long all = client.map(End::moved).orElse(0L) + server.map(End::moved).orElse(0L);
        if (all != moved) {
            moved = all;
            movedNanos = now;
        }
        return movedNanos;
    }

    /** Judges the session once it is over. Closes what is still open. */
    void judge() {
        client.ifPresent(End::close);
        server.ifPresent(End::close);
        client.flatMap(End::wrong).ifPresent(e -> fail("the client received, " + e));
        server.flatMap(End::wrong).ifPresent(e -> fail("the server received, " + e));
        boolean all = plan.expected() == Plan.Expected.ALL
                || (plan.expected() == Plan.Expected.ALL_OR_NOTHING && server.isPresent());
        if (all && !client.orElseThrow().isComplete(plan.server().total())) {
            fail("the client did not get everything");
        }
        if (all && server.isEmpty() && plan.announced()) {
            fail("no server was reached");
        }
        if (all && server.isPresent() && !server.get().isComplete(plan.client().total())) {
            fail("the server did not get everything");
        }
        if (!all && server.isEmpty() && client.isPresent() && client.get().received() > 0) {
            fail("the client received octets that no server sent");
        }
    }

    /** Octets that arrived, both ways. */
    long arrived() {
        return client.map(End::received).orElse(0L) + server.map(End::received).orElse(0L);
    }

    @Override
    public String toString() {
        return "--seed " + plan.seed() + " --only " + plan.id() + ": "
                + failure.orElse("as expected") + "\n  client "
                + client.map(End::toString).orElse("gone before")
                + "\n  server " + server.map(End::toString).orElse("not reached") + "\n  " + plan;
    }
}
