package haproxyj.proxy.frontend;

import haproxyj.proxy.relay.RelayKind;
import haproxyj.proxy.relay.RelayLoops;
import haproxyj.proxy.relay.fd.FdLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** How many sessions each event loop carries: a new one goes to the least loaded. One for the process. Any thread. */
public final class LoopLoad {
    /** A loop keeps what it accepted while it carries at most this part more than the least loaded one: 1/8. */
    private static final int SLACK_SHIFT = 3;

    private final RelayLoops loops;
    private final List<Place> places = new ArrayList<>();

    /** @param loops of the relays */
    public LoopLoad(RelayLoops loops) {
        this.loops = loops;
        List<FdLoop> descriptors = loops.descriptorLoops();
        for (EventExecutor loop : loops.group()) {
            Optional<FdLoop> own =
                    descriptors.isEmpty() ? Optional.empty() : Optional.of(descriptors.get(places.size()));
            places.add(new Place((EventLoop) loop, own, new AtomicInteger()));
        }
    }

    /**
     * One event loop with its number of sessions.
     *
     * @param descriptors the same loop for descriptors, if that is the kind of relay
     */
    record Place(EventLoop loop, Optional<FdLoop> descriptors, AtomicInteger sessions) {}

    /** Sessions of each event loop, in the order of the group. */
    public int[] sessions() {
        return places.stream().mapToInt(place -> place.sessions.get()).toArray();
    }

    RelayKind kind() {
        return loops.kind();
    }

    EventLoopGroup group() {
        return loops.group();
    }

    List<FdLoop> descriptorLoops() {
        return loops.descriptorLoops();
    }

    /** Counts a session in where there are fewest. */
    Place enter() {
        Place best = least();
        best.sessions.incrementAndGet();
        return best;
    }

    private Place least() {
        Place best = places.get(0);
        for (Place place : places) {
            if (place.sessions.get() < best.sessions.get()) {
                best = place;
            }
        }
        return best;
    }

    /**
     * Counts a session in that a loop has accepted: there, unless it carries clearly more than another one. A hand-over costs
     * a wake-up, so many short sessions stay; a few long ones are spread evenly.
     *
     * @param exactly to the least loaded loop in any case
     */
    Place enterNear(FdLoop accepting, boolean exactly) {
        Place best = least();
        if (!exactly && best.descriptors.orElse(accepting) != accepting) {
            int fewest = best.sessions.get();
            for (Place own : places) {
                if (own.descriptors.orElse(accepting) == accepting
                        && own.sessions.get() - fewest <= fewest >> SLACK_SHIFT) {
                    best = own;
                }
            }
        }
        best.sessions.incrementAndGet();
        return best;
    }
}
