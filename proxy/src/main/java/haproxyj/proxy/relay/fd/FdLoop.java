package haproxyj.proxy.relay.fd;

import haproxyj.proxy.admin.RateLimitedLog;
import haproxyj.proxy.relay.SteadyEpoll;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandler;
import io.netty.channel.unix.Buffer;
import io.netty.util.concurrent.Future;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What the sessions of one event loop share: a scratch buffer, chunks, pipes, timers, and the lists of what is to be done
 * once the events of a turn are through. A turn is one epoll_wait(2) with the events it brought; descriptors are closed only
 * after it, so that no event of a closed one can meet a new one of the same number.
 *
 * <p>Threading: everything on the event loop, but {@link #execute}.
 */
public final class FdLoop implements SteadyEpoll.Turn {
    private static final int SCRATCH = 64 * 1024;
    private static final long SCARCE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final RateLimitedLog bugs = new RateLimitedLog(LoggerFactory.getLogger(FdLoop.class), 1, System::nanoTime);
    final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH);
    final long scratchAddress = Buffer.memoryAddress(scratch);
    final ChunkPool chunks;
    final PipePool pipes;
    private final IoEventLoop loop;
    private final SteadyEpoll epoll;
    private final TimerWheel wheel = new TimerWheel(System.nanoTime());
    private ArrayDeque<FdSide> again = new ArrayDeque<>();
    private ArrayDeque<FdSide> spareAgain = new ArrayDeque<>();
    private ArrayDeque<FdSide> ending = new ArrayDeque<>();
    private ArrayDeque<FdSide> endingNext = new ArrayDeque<>();
    private final ArrayDeque<FdSide> starved = new ArrayDeque<>();
    private final TimerWheel.Timer feeding = new TimerWheel.Timer(this::feed);
    private @Nullable Future<?> alarm;
    private long alarmAt = TimerWheel.NEVER;

    /**
     * Joins an event loop.
     *
     * @param loop the loop
     * @param epoll its handler
     * @param budget shared by the loops of the process
     */
    public FdLoop(IoEventLoop loop, SteadyEpoll epoll, RelayBudget budget) {
        this.loop = loop;
        this.epoll = epoll;
        chunks = budget.newChunks();
        pipes = new PipePool(budget);
        epoll.follow(this);
    }

    IoHandler epoll() {
        return epoll;
    }

    int scratchSize() {
        return SCRATCH;
    }

    /** Runs something on the event loop. Any thread. */
    public void execute(Runnable task) {
        loop.execute(task);
    }

    /** Lets a side read on in the next turn, or a little later because memory is scarce. */
    void again(FdSide side, boolean later) {
        if (later) {
            starved.add(side);
            if (!feeding.isSet()) {
                wakeAfter(feeding, SCARCE_NANOS);
            }
        } else {
            again.add(side);
        }
    }

    private void feed() {
        for (int left = starved.size(); left > 0; left--) {
            takeTurn(starved.remove());
        }
    }

    private static void takeTurn(FdSide side) {
        try {
            side.onTurn();
        } catch (RuntimeException e) {
            side.onBug(e);
        }
    }

    /** Lets a side do what belongs behind all events of this turn. */
    void endOfTurn(FdSide side) {
        ending.add(side);
    }

    /** The same a turn later; that one does not wait for events. */
    void endOfNextTurn(FdSide side) {
        endingNext.add(side);
    }

    @Override
    public boolean isWaiting() {
        return !again.isEmpty() || !ending.isEmpty();
    }

    @Override
    public void onEventsDone() {
        if (!again.isEmpty()) {
            ArrayDeque<FdSide> now = again;
            again = spareAgain;
            spareAgain = now;
            for (FdSide side = now.poll(); side != null; side = now.poll()) {
                takeTurn(side);
            }
        }
        for (FdSide side = ending.poll(); side != null; side = ending.poll()) {
            try {
                side.endOfTurn();
            } catch (RuntimeException e) {
                side.onBug(e);
            }
        }
        ArrayDeque<FdSide> next = endingNext;
        endingNext = ending;
        ending = next;
    }

    /** Says what nobody expected, now and then. */
    void onBug(RuntimeException bug) {
        bugs.warn(bug.getClass().getName(), () -> {
            StringWriter trace = new StringWriter();
            bug.printStackTrace(new PrintWriter(trace));
            return "a session failed by an error of haproxy-j; please report it: " + trace;
        });
    }

    @Override
    public void onLoopEnd() {
        // What was closed at last is not in the epoll set, or not any more.
        ending.addAll(endingNext);
        for (FdSide side = ending.poll(); side != null; side = ending.poll()) {
            side.release();
        }
        pipes.close();
    }

    /** Sets a timer, or sets it anew. */
    void wakeAfter(TimerWheel.Timer timer, long nanos) {
        wheel.set(timer, System.nanoTime() + nanos);
        arm();
    }

    void forget(TimerWheel.Timer timer) {
        wheel.cancel(timer);
    }

    /** Sees to it that the wheel turns in time; one that turns too early looks when to turn next. */
    private void arm() {
        long next = wheel.next();
        if (next == TimerWheel.NEVER || (alarm != null && alarmAt - next <= 0)) {
            return;
        }
        if (alarm != null) {
            alarm.cancel(false);
        }
        alarmAt = next;
        alarm = loop.schedule(this::turnWheel, next - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void turnWheel() {
        alarm = null;
        wheel.advance(System.nanoTime());
        arm();
    }
}
