package haproxyj.proxy.relay;

import haproxyj.proxy.relay.fd.FdLoop;
import haproxyj.proxy.relay.fd.RelayBudget;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The event loops of a process, ready for a kind of relay. Their number does not change. Any thread.
 *
 * <p>Who makes them shuts {@link #group} down.
 */
public final class RelayLoops {
    private final RelayKind kind;
    private final MultiThreadIoEventLoopGroup group;
    private final List<FdLoop> descriptorLoops = new ArrayList<>();

    /**
     * Makes event loops.
     *
     * @param threads how many
     * @param name prefix of the thread names
     * @param budget shared by the sessions of all loops
     */
    public RelayLoops(RelayKind kind, int threads, String name, RelayBudget budget) {
        this.kind = kind;
        Map<ThreadAwareExecutor, SteadyEpoll> handlers = new IdentityHashMap<>();
        group = kind.transport().newLoops(threads, name, handlers::put);
        if (kind == RelayKind.DESCRIPTORS) {
            for (EventExecutor each : group) {
                IoEventLoop loop = (IoEventLoop) each;
                SteadyEpoll epoll = handlers.get(loop);
                if (epoll == null) {
                    throw new IllegalStateException("an event loop without a handler");
                }
                descriptorLoops.add(new FdLoop(loop, epoll, budget));
            }
        }
    }

    /** What carries the sessions. */
    public RelayKind kind() {
        return kind;
    }

    /** The loops as Netty's group. */
    public MultiThreadIoEventLoopGroup group() {
        return group;
    }

    /** The loops for descriptors, in the order of the group; none for another kind. */
    public List<FdLoop> descriptorLoops() {
        return List.copyOf(descriptorLoops);
    }
}
