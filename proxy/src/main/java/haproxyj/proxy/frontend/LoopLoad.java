package haproxyj.proxy.frontend;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** How many sessions each event loop carries: a new one goes to the least loaded. One for the process. Any thread. */
public final class LoopLoad {
    private final List<Place> places = new ArrayList<>();

    /** @param loops of the relays */
    public LoopLoad(EventLoopGroup loops) {
        for (EventExecutor loop : loops) {
            places.add(new Place((EventLoop) loop, new AtomicInteger()));
        }
    }

    /** One event loop with its number of sessions. */
    record Place(EventLoop loop, AtomicInteger sessions) {}

    /** Counts a session in. */
    Place enter() {
        Place best = places.get(0);
        for (Place place : places) {
            if (place.sessions.get() < best.sessions.get()) {
                best = place;
            }
        }
        best.sessions.incrementAndGet();
        return best;
    }
}
