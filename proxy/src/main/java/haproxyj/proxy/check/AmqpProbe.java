package haproxyj.proxy.check;

import haproxyj.health.CheckResult;
import haproxyj.health.CheckTarget;
import haproxyj.health.ExchangeProbe;
import haproxyj.health.Probe;
import haproxyj.health.ProbeLimits;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code option amqp-check}: a server is up when it greets like a broker. L7OK names product, version and cluster; L7RSP means
 * another protocol or AMQP version, L7STS another cluster, L7TOUT silence.
 *
 * <p>No login and no load on the broker: the connection is closed after the greeting. AMQP has no polite way out before
 * start-ok, so RabbitMQ logs each check as a client that closed unexpectedly (docs/decisions/0009-amqp-check-goodbye.md says
 * what was tried and how to quieten it).
 *
 * <p>Threading: as {@link ExchangeProbe}.
 */
public final class AmqpProbe implements Probe {
    private final ExchangeProbe exchange;

    /** A probe of one server. */
    public AmqpProbe(CheckTarget target, Optional<String> clusterName) {
        this.exchange = new ExchangeProbe(target, () -> new AmqpDialogue(clusterName));
    }

    @Override
    public CompletionStage<CheckResult> run(ProbeLimits limits) {
        return exchange.run(limits);
    }
}
