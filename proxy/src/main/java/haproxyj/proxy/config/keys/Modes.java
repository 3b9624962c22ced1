package haproxyj.proxy.config.keys;

import haproxyj.proxy.config.tree.Located;
import haproxyj.proxy.config.tree.Located.Scalar;
import haproxyj.proxy.config.tree.Problems;
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

    static Optional<String> explain(Key key, Located found, Problems problems) {
        return key.name().equals("mode") && found instanceof Scalar scalar
                ? Optional.ofNullable(KNOWN.get(scalar.text()))
                        .map(said -> problems.write(found.position(), said, said.replace("mode: tcp", "mode tcp")))
                : Optional.empty();
    }
}
