package haproxyj.proxy.config;

import java.time.Duration;
import java.util.Optional;

/**
 * {@code timeout} values that apply to one section, defaults merged in; absent means no limit, except where noted
 * (HAProxy manual 4.2).
 *
 * @param connect connect to a server; also the default of {@code queue}
 * @param client inactivity of the client side
 * @param server inactivity of the server side
 * @param clientFin inactivity of the client side once a direction is closed; default {@code client}
 * @param serverFin inactivity of the server side once a direction is closed; default {@code server}
 * @param tunnel replaces client and server while both directions are open
 * @param queue wait for a server slot; default {@code connect}
 * @param check read phase of health checks
 */
public record Timeouts(
        Optional<Duration> connect,
        Optional<Duration> client,
        Optional<Duration> server,
        Optional<Duration> clientFin,
        Optional<Duration> serverFin,
        Optional<Duration> tunnel,
        Optional<Duration> queue,
        Optional<Duration> check) {

    /** No limit anywhere. */
    public static final Timeouts NONE = new Timeouts(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
}
