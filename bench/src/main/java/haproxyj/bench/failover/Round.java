package haproxyj.bench.failover;

import haproxyj.bench.process.Ports;
import haproxyj.bench.process.Workspace;
import haproxyj.bench.proxy.Proxy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * One round of one contestant: proxy up, client publishing, prober probing, an event on rb1 at a random moment, then its
 * return. Both brokers run before and after.
 *
 * @param workspace of the run
 * @param ports free ones
 * @param haproxyJ the shipped command
 * @param interMillis stated check interval
 * @param probeMillis between two probes
 * @param random decides the moment of the event
 */
record Round(Workspace workspace, Ports ports, Path haproxyJ, int interMillis, int probeMillis, Random random) {
    /** What happens to rb1. */
    enum Event {
        /** {@code kill -9}; later it is started again. */
        KILL,
        /** SIGSTOP; later SIGCONT. */
        FREEZE
    }

    private static final int FALL = 3;
    private static final int RISE = 2;
    private static final int EXTRA_MILLIS = 20_000;
    private static final int AFTER_MILLIS = 500;
    private static final int WARM_UP_MILLIS = 500;
    private static final int WARM_UP_SPREAD_MILLIS = 1_000;

    /** Plays it; a metric that was not reached within its limit is infinite. */
    Map<Metric, Double> play(Contestant contestant, Event event, BrokerNode rb1, BrokerNode rb2)
            throws IOException, InterruptedException, TimeoutException {
        int port = ports.take();
        int inter = contestant.interMillis(interMillis);
        try (Proxy proxy = contestant.start(workspace, ports, haproxyJ, contestant.spec(port, interMillis, rb1, rb2));
                Publisher publisher = startOn(rb1, port, inter);
                Prober prober = Prober.start(port, probeMillis)) {
            TimeUnit.MILLISECONDS.sleep(WARM_UP_MILLIS + random.nextInt(WARM_UP_SPREAD_MILLIS));
            long eventNanos = System.nanoTime();
            if (event == Event.KILL) {
                rb1.kill();
            } else {
                rb1.freeze();
            }
            long goneNanos = System.nanoTime();
            await(
                    2 * FALL * inter + EXTRA_MILLIS,
                    () -> publisher.broker().equals(rb2.name())
                            && publisher.firstConfirmNanos().isPresent());
            TimeUnit.MILLISECONDS.sleep(AFTER_MILLIS);
            long backNanos = bringBack(event, rb1);
            await(
                    2 * RISE * inter + EXTRA_MILLIS,
                    () -> new ProbeSeries(prober.probes())
                            .firstGreeting(rb1.name(), backNanos)
                            .isPresent());
            Publisher.Tally tally = publisher.stop();
            return metrics(
                    publisher, tally, new ProbeSeries(prober.probes()), eventNanos, goneNanos, backNanos, rb1, rb2);
        } finally {
            if (event == Event.FREEZE) {
                rb1.thaw();
            }
        }
    }

    /** The first check after the start must be over, and the client on rb1, or the event would hit something else. */
    private static Publisher startOn(BrokerNode rb1, int port, int inter)
            throws IOException, InterruptedException, TimeoutException {
        TimeUnit.MILLISECONDS.sleep(inter + AFTER_MILLIS);
        await(
                EXTRA_MILLIS,
                () -> Greeting.ask(port, EXTRA_MILLIS)
                        .filter(rb1.name()::equals)
                        .isPresent());
        Publisher publisher = Publisher.start(port);
        if (!publisher.broker().equals(rb1.name())) {
            publisher.close();
            throw new IOException("the client was sent to " + publisher.broker() + " though rb1 runs");
        }
        return publisher;
    }

    private static long bringBack(Event event, BrokerNode rb1) throws IOException, InterruptedException {
        if (event == Event.KILL) {
            return rb1.start();
        }
        rb1.thaw();
        return System.nanoTime();
    }

    private static void await(long millis, BooleanSupplier reached) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!reached.getAsBoolean() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static Map<Metric, Double> metrics(
            Publisher publisher,
            Publisher.Tally tally,
            ProbeSeries probes,
            long eventNanos,
            long goneNanos,
            long backNanos,
            BrokerNode rb1,
            BrokerNode rb2) {
        boolean moved = publisher.broker().equals(rb2.name());
        Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
        metrics.put(Metric.FAILED, (double) probes.failedSince(eventNanos));
        metrics.put(Metric.FAILED_LATER, (double) probes.failedSince(goneNanos));
        metrics.put(Metric.OPENED, (double) probes.openedSince(eventNanos));
        metrics.put(Metric.SLOWEST, probes.slowestSince(eventNanos) / 1e6);
        metrics.put(Metric.OUTAGE, millis(probes.firstGreeting(rb2.name(), eventNanos), eventNanos));
        metrics.put(Metric.RECONNECT, millis(publisher.recoveredNanos(), eventNanos));
        metrics.put(
                Metric.CONFIRM, moved ? millis(publisher.firstConfirmNanos(), eventNanos) : Double.POSITIVE_INFINITY);
        metrics.put(Metric.BACK, millis(probes.firstGreeting(rb1.name(), backNanos), backNanos));
        metrics.put(Metric.CONFIRMED, (double) tally.confirmed());
        metrics.put(Metric.UNCONFIRMED, (double) tally.unconfirmed());
        metrics.put(Metric.REJECTED, (double) tally.rejected());
        metrics.put(Metric.RETURNED, (double) tally.returned());
        return metrics;
    }

    private static double millis(OptionalLong nanos, long since) {
        return nanos.isPresent() ? (nanos.getAsLong() - since) / 1e6 : Double.POSITIVE_INFINITY;
    }
}
