package haproxyj.health;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A check by a send/expect script (HAProxy manual 4.2 "option tcp-check").
 *
 * <p>Threading: as {@link ExchangeProbe}.
 */
public final class TcpCheckProbe implements Probe {

    private final ExchangeProbe exchange;

    /** A probe of one server; without any step it only connects. */
    public TcpCheckProbe(CheckTarget target, List<TcpCheckStep> steps) {
        List<TcpCheckStep> script = List.copyOf(steps);
        this.exchange = new ExchangeProbe(target, () -> new TcpCheckDialogue(script));
    }

    @Override
    public CompletionStage<CheckResult> run(ProbeLimits limits) {
        return exchange.run(limits);
    }
}
