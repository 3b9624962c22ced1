package haproxyj.proxy.admin;

import static haproxyj.proxy.admin.Family.counter;
import static haproxyj.proxy.admin.Family.gauge;
import static haproxyj.proxy.admin.Family.limit;

import haproxyj.proxy.admin.Family.Sample;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The families of a server, under the names of HAProxy 2.6's exporter. Pure. */
final class ServerMetrics {

    /** All of them. */
    static final List<Family<ServerStatus>> FAMILIES = List.of(
            gauge(
                    "haproxy_server_current_queue",
                    "Connections waiting for this server",
                    s -> s.counters().queued()),
            gauge(
                    "haproxy_server_current_sessions",
                    "Connections held now",
                    s -> s.counters().current()),
            gauge(
                    "haproxy_server_max_sessions",
                    "Most connections held at once",
                    s -> s.counters().max()),
            limit("haproxy_server_limit_sessions", "maxconn of the server", ServerStatus::maxConnections),
            limit("haproxy_server_queue_limit", "maxqueue of the server", ServerStatus::maxQueue),
            counter(
                    "haproxy_server_sessions_total",
                    "Connections given to the server",
                    s -> s.counters().total()),
            counter(
                    "haproxy_server_loadbalanced_total",
                    "Times the algorithm picked the server",
                    s -> s.counters().selected()),
            counter(
                    "haproxy_server_bytes_in_total",
                    "Octets from clients to the server",
                    s -> s.counters().bytesIn()),
            counter(
                    "haproxy_server_bytes_out_total",
                    "Octets from the server to clients",
                    s -> s.counters().bytesOut()),
            counter(
                    "haproxy_server_connection_errors_total",
                    "Connects that failed",
                    s -> s.counters().connectErrors()),
            counter(
                    "haproxy_server_response_errors_total",
                    "Resets and read errors during data",
                    s -> s.counters().responseErrors()),
            counter(
                    "haproxy_server_retry_warnings_total",
                    "Connects tried again",
                    s -> s.counters().retries()),
            counter(
                    "haproxy_server_redispatch_warnings_total",
                    "Connections moved to another server",
                    s -> s.counters().redispatches()),
            counter(
                    "haproxy_server_client_aborts_total",
                    "Connections the client broke off",
                    s -> s.counters().clientAborts()),
            counter(
                    "haproxy_server_server_aborts_total",
                    "Connections the server broke off",
                    s -> s.counters().serverAborts()),
            Family.states("haproxy_server_status", "1 for the state the server is in", ServerMetrics::conditions),
            gauge("haproxy_server_weight", "Weight in effect", ServerStatus::weight),
            gauge("haproxy_server_uweight", "Weight as configured", ServerStatus::configuredWeight),
            counter("haproxy_server_check_failures_total", "Checks that failed", ServerStatus::failedChecks),
            counter("haproxy_server_check_up_down_total", "Changes from up to down", ServerStatus::downTransitions),
            gauge(
                    "haproxy_server_check_last_change_seconds",
                    "Time since the last change between up and down",
                    ServerStatus::lastChangeSeconds),
            counter("haproxy_server_downtime_seconds_total", "Time spent down", ServerStatus::downtimeSeconds),
            Family.states(
                    "haproxy_server_check_status",
                    "1 for the result of the last check; absent without checks",
                    s -> s.checked() ? CheckCodes.samples(code -> code.equals(s.checkStatus()) ? 1 : 0) : List.of()),
            new Family<>(
                    "haproxy_server_check_duration_seconds",
                    Family.Type.GAUGE,
                    "Time the last check took; absent without checks",
                    s -> s.checked() ? Family.one(seconds(s.checkDurationMillis())) : List.of()));

    private ServerMetrics() {}

    private static List<Sample> conditions(ServerStatus server) {
        return Stream.of(ServerCondition.values())
                .map(c -> Family.state(c.name(), server.condition() == c))
                .toList();
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%d.%03d000", millis / 1000, millis % 1000);
    }
}
