package haproxyj.bench.failover;

import haproxyj.bench.failover.Prober.Probe;
import java.util.List;
import java.util.OptionalLong;

/** Questions to a series of probes. Pure. */
record ProbeSeries(List<Probe> probes) {

    /** Probes opened at or after the moment that got no greeting: refused, closed, or given up. */
    long failedSince(long nanos) {
        return probes.stream()
                .filter(probe -> probe.startNanos() >= nanos && probe.broker().isEmpty())
                .count();
    }

    /** Probes opened at or after the moment and decided. */
    long openedSince(long nanos) {
        return probes.stream().filter(probe -> probe.startNanos() >= nanos).count();
    }

    /** Longest wait for a greeting among the probes opened at or after the moment that got one, nanoseconds. */
    long slowestSince(long nanos) {
        return probes.stream()
                .filter(probe -> probe.startNanos() >= nanos && probe.broker().isPresent())
                .mapToLong(probe -> probe.endNanos() - probe.startNanos())
                .max()
                .orElse(0);
    }

    /** When the first probe opened at or after the moment was greeted by that broker. */
    OptionalLong firstGreeting(String broker, long nanos) {
        return probes.stream()
                .filter(probe -> probe.startNanos() >= nanos
                        && probe.broker().filter(broker::equals).isPresent())
                .mapToLong(Probe::endNanos)
                .min();
    }
}
