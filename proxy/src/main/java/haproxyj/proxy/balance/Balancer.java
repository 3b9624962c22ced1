package haproxyj.proxy.balance;

import haproxyj.proxy.config.Balance;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Picks one server of the list it was made for (HAProxy manual 4.2, {@code balance}). A balancer lives as long as one
 * snapshot of a backend; only the cursor survives into the next, so that a server that comes back enters the turn where it
 * stands and gets no burst.
 *
 * <p>Threading: thread-safe; lock-free but for {@code leastconn}, which has one short lock. A pick allocates nothing.
 */
public interface Balancer {

    /** No candidate is left: all are full or to be skipped. */
    int NONE = -1;

    /**
     * Picks a candidate that is not full; only {@code source} ties a client to its server, full or not, in whose own queue it
     * then waits, as HAProxy's hashes do.
     *
     * @param clientHash {@link AddressHash} of the client; used by {@code source} alone
     * @param skip candidates not to pick
     * @return position in the list, or {@link #NONE}
     */
    int pick(int clientHash, Set<?> skip);

    /**
     * The load of a candidate fell, or it is no longer full. Whoever remembers loads must hear of it; a load that rises need not
     * be told. A candidate of another snapshot is ignored.
     */
    default void eased(Candidate candidate) {}

    /** Loads may have fallen untold since this balancer was made: its snapshot has just been published. */
    default void refresh() {}

    /**
     * The balancer for a snapshot.
     *
     * @param balance algorithm and its argument
     * @param usable who can be picked, in file order
     * @param all the usable ones and their peers that are out of service now, in file order
     * @param cursor turn of the backend, shared by all its snapshots
     * @param generator randomness for {@code random}, asked for on the picking thread
     */
    static Balancer of(
            Balance balance,
            List<? extends Candidate> usable,
            List<? extends Candidate> all,
            AtomicInteger cursor,
            Supplier<? extends RandomGenerator> generator) {
        return switch (balance.algorithm()) {
            case ROUNDROBIN -> new RoundRobin(usable, cursor);
            case LEASTCONN -> new LeastConn(usable, cursor);
            case SOURCE -> new Source(usable, all);
            case FIRST -> new First(usable);
            case RANDOM -> new Random(usable, balance.draws(), generator);
        };
    }
}
