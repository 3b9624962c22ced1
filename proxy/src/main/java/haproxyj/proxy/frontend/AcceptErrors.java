package haproxyj.proxy.frontend;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the failures of accept and says now and then what they mean. Any thread. */
final class AcceptErrors {
    /** How long a listener that cannot accept waits before it tries again. */
    static final long PAUSE_MILLIS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(AcceptErrors.class);
    private static final long WARN_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final InetSocketAddress address;
    private final Runnable counter;
    private long lastWarn;
    private boolean warned;

    AcceptErrors(InetSocketAddress address, Runnable counter) {
        this.address = address;
        this.counter = counter;
    }

    synchronized void onError(Throwable cause) {
        counter.run();
        long now = System.nanoTime();
        if (!warned || now - lastWarn > WARN_EVERY_NANOS) {
            warned = true;
            lastWarn = now;
            LOG.warn(
                    "cannot accept on {}: {}; raise the limit of open files (ulimit -n) or lower maxconn",
                    address,
                    cause instanceof IOException ? cause.getMessage() : cause.toString());
        }
    }
}
