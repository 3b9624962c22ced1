package haproxyj.proxy.config;

import haproxyj.proxy.config.keys.Keys;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code timeout} of a proxy section, defaults merged in. */
final class TimeoutsReader {

    private TimeoutsReader() {}

    /** The limits that apply to a section; those that its kind does not have are absent. */
    static Timeouts read(Scope section) {
        Scope scope = section.group("timeout");
        return new Timeouts(
                limit(scope, "connect"),
                limit(scope, "client"),
                limit(scope, "server"),
                limit(scope, "client-fin"),
                limit(scope, "server-fin"),
                limit(scope, "tunnel"),
                limit(scope, "queue"),
                limit(scope, "check"));
    }

    /** Zero is HAProxy's way to lift an inherited limit. */
    private static Optional<Duration> limit(Scope scope, String name) {
        return Keys.of(scope.section(), "timeout").containsKey(name)
                ? scope.time(name).filter(d -> !d.isZero())
                : Optional.empty();
    }
}
