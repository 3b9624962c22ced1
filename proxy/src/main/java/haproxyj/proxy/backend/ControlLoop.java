package haproxyj.proxy.backend;

import haproxyj.health.CheckScheduler;
import io.netty.util.concurrent.EventExecutor;
import java.util.random.RandomGenerator;

/**
 * What all backends of a process share: the one loop on which servers change, and what their checks need.
 *
 * @param executor the control loop
 * @param scheduler its clock, read by any thread, and its timer, running tasks on {@code executor}
 * @param spreadPercent {@code spread-checks}, 0 to 50
 * @param random varies the intervals by it; used on the control loop
 * @param probes makes the probe of a server
 * @param events told of every change
 */
public record ControlLoop(
        EventExecutor executor,
        CheckScheduler scheduler,
        int spreadPercent,
        RandomGenerator random,
        Probes probes,
        ServerEvents events) {

    /** Nanoseconds of the loop's clock. */
    long now() {
        return scheduler.nowNanos();
    }
}
