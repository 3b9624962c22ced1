package haproxyj.health;

import java.util.concurrent.CompletionStage;

/**
 * Asks one server how it is. A probe is a function from limits to a future result and keeps no state between runs.
 *
 * <p>Threading: called on the checker's executor; may complete the stage on any thread.
 */
@FunctionalInterface
public interface Probe {

    /**
     * Starts one check.
     *
     * @param limits how long its phases may take; the probe itself ends in time and reports L4TOUT or L7TOUT
     * @return completes normally with the result in every case, never exceptionally. The checker cancels it when it no
     *     longer wants the result (stop, maintenance); a probe then gives up its connection
     */
    CompletionStage<CheckResult> run(ProbeLimits limits);
}
