package haproxyj.proxy.relay;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Netty's epoll, with every socket kept in the set until it is closed. Netty 4.2.18 removes one that waits for nothing (its
 * peer has sent FIN, nothing is pending) and then fails to modify it, ENOENT, when something is to be written after all: an
 * upload to a server that half-closed would be lost. Instead of no events at all such a socket asks for edge-triggered ones;
 * the kernel then reports nothing but an error, once.
 *
 * <p>Each event loop has its own; used on it as Netty prescribes.
 */
public final class SteadyEpoll implements IoHandler {
    /** Has work behind the events of a turn: one epoll_wait(2) with the events that it brought. On the event loop. */
    public interface Turn {
        /** Whether there is work, so that the next turn must not wait for events. */
        boolean isWaiting();

        /** Does the work there is. */
        void onEventsDone();

        /** The loop ends; all descriptors have been closed. */
        void onLoopEnd();
    }

    private final IoHandler epoll;
    private @Nullable Turn turn;

    private SteadyEpoll(IoHandler epoll) {
        this.epoll = epoll;
    }

    /**
     * A factory for an event loop group.
     *
     * @param made told of each handler with the loop that it belongs to
     */
    static IoHandlerFactory newFactory(BiConsumer<ThreadAwareExecutor, SteadyEpoll> made) {
        IoHandlerFactory factory = EpollIoHandler.newFactory();
        return executor -> {
            SteadyEpoll handler = new SteadyEpoll(factory.newHandler(executor));
            made.accept(executor, handler);
            return handler;
        };
    }

    @Override
    public void initialize() {
        epoll.initialize();
    }

    /** Sets whose work follows the events. Before the loop runs, or on it. */
    public void follow(Turn behind) {
        turn = behind;
    }

    @Override
    public int run(IoHandlerContext context) {
        Turn behind = turn;
        if (behind == null) {
            return epoll.run(context);
        }
        int handled = epoll.run(behind.isWaiting() ? new Hurry(context) : context);
        behind.onEventsDone();
        return handled;
    }

    @Override
    public void prepareToDestroy() {
        epoll.prepareToDestroy();
    }

    @Override
    public void destroy() {
        epoll.destroy();
        if (turn != null) {
            turn.onLoopEnd();
        }
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return new Registration(epoll.register(handle));
    }

    @Override
    public void wakeup() {
        epoll.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return epoll.isCompatible(handleType);
    }

    /** A turn that looks for events without waiting for them. */
    private record Hurry(IoHandlerContext context) implements IoHandlerContext {
        @Override
        public boolean canBlock() {
            return false;
        }

        @Override
        public long delayNanos(long now) {
            return context.delayNanos(now);
        }

        @Override
        public long deadlineNanos() {
            return context.deadlineNanos();
        }

        @Override
        public void reportActiveIoTime(long nanos) {
            context.reportActiveIoTime(nanos);
        }

        @Override
        public boolean shouldReportActiveIoTime() {
            return context.shouldReportActiveIoTime();
        }
    }

    private record Registration(IoRegistration epoll) implements IoRegistration {
        @Override
        public <T> T attachment() {
            return epoll.attachment();
        }

        @Override
        public long submit(IoOps ops) {
            return epoll.submit(EpollIoOps.NONE.equals(ops) ? EpollIoOps.EPOLLET : ops);
        }

        @Override
        public boolean isValid() {
            return epoll.isValid();
        }

        @Override
        public boolean cancel() {
            return epoll.cancel();
        }
    }
}
