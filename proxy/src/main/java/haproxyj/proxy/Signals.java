package haproxyj.proxy;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * The process's signals, as HAProxy means them (management guide, chapter 4): TERM and INT stop, USR1 drains, HUP will
 * reload one day.
 *
 * <p>Threading: the JVM's signal thread only puts a word into a queue; the main thread waits for it and acts.
 */
final class Signals {
    private static final Logger LOG = LoggerFactory.getLogger("haproxy-j");

    private enum Event {
        STOP,
        DRAIN,
        DRAINED,
        RELOAD
    }

    private static final int UNREAD = 64;

    /** Room for what must not be lost: the end of the drain, which comes once. */
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>(UNREAD + 1);

    private Signals() {}

    /** Takes the signals over from the JVM; from now on TERM does not end the process by itself. */
    static Signals install() {
        Signals signals = new Signals();
        signals.handle("TERM", Event.STOP);
        signals.handle("INT", Event.STOP);
        signals.handle("USR1", Event.DRAIN);
        signals.handle("HUP", Event.RELOAD);
        return signals;
    }

    private void handle(String name, Event event) {
        Signal.handle(new Signal(name), signal -> post(event));
    }

    /** On the JVM's signal thread, the only one that does this. What nobody has looked at for long says nothing new. */
    private void post(Event event) {
        if (events.size() < UNREAD) {
            events.add(event);
        }
    }

    /**
     * Waits until the process is to stop: at once on TERM or INT, after the last session on USR1.
     *
     * @param drain closes the listeners; completes when the last session has ended or the drain has taken too long
     */
    void awaitStop(Supplier<CompletionStage<Void>> drain) {
        boolean draining = false;
        while (true) {
            Event event = next();
            switch (event) {
                case STOP -> {
                    LOG.info("stopping");
                    return;
                }
                case DRAINED -> {
                    LOG.info("drained, stopping");
                    return;
                }
                case DRAIN -> {
                    if (!draining) {
                        draining = true;
                        LOG.info("draining: no new connections, waiting for the sessions to end");
                        drain.get().whenComplete((done, failed) -> events.add(Event.DRAINED));
                    }
                }
                case RELOAD -> LOG.warn("reload is not built yet: the running configuration goes on; restart instead");
            }
        }
    }

    private Event next() {
        try {
            return events.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Event.STOP;
        }
    }
}
