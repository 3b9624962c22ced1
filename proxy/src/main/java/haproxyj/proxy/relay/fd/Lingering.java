package haproxyj.proxy.relay.fd;

import java.util.concurrent.TimeUnit;

/** The bounds of a gentle close: how long and how much it reads and drops. One event loop. */
final class Lingering {
    private static final int OCTETS = 4 << 20;
    private static final long NANOS = TimeUnit.SECONDS.toNanos(2);

    private final FdLoop loop;
    private final TimerWheel.Timer limit;
    private int dropped;

    /** @param onLimit called when the time is over */
    Lingering(FdLoop loop, Runnable onLimit) {
        this.loop = loop;
        limit = new TimerWheel.Timer(onLimit);
        loop.wakeAfter(limit, NANOS);
    }

    /** Counts; true: no more is wanted. */
    boolean enough(int octets) {
        dropped += octets;
        return dropped > OCTETS;
    }

    void stop() {
        loop.forget(limit);
    }
}
