package haproxyj.proxy.config;

import haproxyj.health.TcpCheckStep;
import java.util.List;
import java.util.Optional;

/** What a health check asks. */
public sealed interface CheckKind {

    /** The connect itself is the check. */
    record TcpConnect() implements CheckKind {}

    /** {@code option tcp-check} with its steps. */
    record TcpCheck(List<TcpCheckStep> steps) implements CheckKind {}

    /**
     * {@code option amqp-check}: protocol header sent, connection.start parsed.
     *
     * @param clusterName when given, {@code cluster_name} of the broker must equal it
     */
    record Amqp(Optional<String> clusterName) implements CheckKind {}
}
