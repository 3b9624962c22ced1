package haproxyj.proxy.config;

import haproxyj.proxy.config.Located.Scalar;
import java.util.Map;
import java.util.Optional;

/** What is said to a {@code mode} that HAProxy or a later version has. */
final class Modes {

    private static final Map<String, String> KNOWN = Map.of(
            "amqp", "mode amqp is not built yet; write mode: tcp, which carries AMQP as well",
            "http",
                    "mode http is not built: connections are relayed as bytes; write mode: tcp, which carries HTTP as well",
            "log", "mode log is not built; only tcp is");

    private Modes() {}

    static Optional<String> explain(Key key, Located found) {
        return key.name().equals("mode") && found instanceof Scalar scalar
                ? Optional.ofNullable(KNOWN.get(scalar.text()))
                : Optional.empty();
    }
}
