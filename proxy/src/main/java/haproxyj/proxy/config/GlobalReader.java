package haproxyj.proxy.config;

import haproxyj.proxy.config.tree.Located.Scalar;
import haproxyj.proxy.config.tree.Problems;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads {@code global}. */
final class GlobalReader {

    /** HAProxy's assumption: one connection in four moves much at any time (manual 3.2, "maxpipes"). */
    private static final int CONNECTIONS_PER_PIPE = 4;

    private GlobalReader() {}

    static GlobalConfig read(Scope scope, int processors, Addresses addresses, Problems problems) {
        if (scope.own("threads").isPresent()) {
            scope.own("nbthread")
                    .ifPresent(e ->
                            problems.error(e.position(), "nbthread is another name for threads; keep one of them"));
        }
        int threads = scope.whole("threads")
                .or(() -> scope.whole("nbthread"))
                .map(Math::toIntExact)
                .orElse(processors);
        Optional<InetSocketAddress> stats = scope.own("stats").flatMap(e -> {
            if (e.value() instanceof Scalar scalar) {
                return addresses.listening("stats", "127.0.0.1:8404", scalar);
            }
            problems.error(
                    e.value().position(),
                    "stats wants " + scope.key("stats").form().wants() + ", found "
                            + e.value().shown());
            return Optional.empty();
        });
        int maxconn = scope.number("maxconn");
        return new GlobalConfig(
                threads,
                maxconn,
                scope.number("spread-checks"),
                stats,
                scope.time("hard-stop-after"),
                scope.whole("maxpipes").map(Math::toIntExact).orElse(Math.max(1, maxconn / CONNECTIONS_PER_PIPE)),
                scope.flag("nosplice"),
                scope.whole("tune.pipesize")
                        .map(n -> OptionalInt.of(Math.toIntExact(n)))
                        .orElse(OptionalInt.empty()));
    }
}
