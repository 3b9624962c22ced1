package haproxyj.proxy.admin;

import static haproxyj.proxy.admin.Family.counter;
import static haproxyj.proxy.admin.Family.gauge;

import haproxyj.proxy.admin.Family.Sample;
import java.util.List;
import java.util.stream.Stream;

/** The families of a backend, under the names of HAProxy 2.6's exporter. Pure. */
final class BackendMetrics {

    /** All of them. */
    static final List<Family<BackendStatus>> FAMILIES = List.of(
            gauge(
                    "haproxy_backend_current_queue",
                    "Connections waiting for a server",
                    b -> b.counters().queued()),
            gauge(
                    "haproxy_backend_current_sessions",
                    "Connections held now",
                    b -> b.counters().current()),
            gauge(
                    "haproxy_backend_max_sessions",
                    "Most connections held at once",
                    b -> b.counters().max()),
            counter(
                    "haproxy_backend_sessions_total",
                    "Connections taken",
                    b -> b.counters().total()),
            counter(
                    "haproxy_backend_loadbalanced_total",
                    "Times the algorithm picked a server",
                    b -> b.servers().stream()
                            .mapToLong(s -> s.counters().selected())
                            .sum()),
            counter(
                    "haproxy_backend_bytes_in_total",
                    "Octets from clients to servers",
                    b -> b.counters().bytesIn()),
            counter(
                    "haproxy_backend_bytes_out_total",
                    "Octets from servers to clients",
                    b -> b.counters().bytesOut()),
            counter(
                    "haproxy_backend_connection_errors_total",
                    "Connects that failed",
                    b -> b.counters().connectErrors()),
            counter(
                    "haproxy_backend_response_errors_total",
                    "Resets and read errors during data",
                    b -> b.counters().responseErrors()),
            counter(
                    "haproxy_backend_retry_warnings_total",
                    "Connects tried again",
                    b -> b.counters().retries()),
            counter(
                    "haproxy_backend_redispatch_warnings_total",
                    "Connections moved to another server",
                    b -> b.counters().redispatches()),
            counter(
                    "haproxy_backend_client_aborts_total",
                    "Connections the client broke off",
                    b -> b.counters().clientAborts()),
            counter(
                    "haproxy_backend_server_aborts_total",
                    "Connections the server broke off",
                    b -> b.counters().serverAborts()),
            Family.states(
                    "haproxy_backend_status",
                    "1 for the state the backend is in",
                    b -> List.of(Family.state("DOWN", !b.up()), Family.state("UP", b.up()))),
            gauge(
                    "haproxy_backend_active_servers",
                    "Active servers that take connections",
                    BackendStatus::usableActive),
            gauge(
                    "haproxy_backend_backup_servers",
                    "Backup servers that take connections",
                    BackendStatus::usableBackup),
            counter(
                    "haproxy_backend_check_up_down_total",
                    "Times the last server was lost",
                    BackendStatus::downTransitions),
            gauge(
                    "haproxy_backend_check_last_change_seconds",
                    "Time since the last change between up and down",
                    BackendStatus::lastChangeSeconds),
            counter(
                    "haproxy_backend_downtime_seconds_total",
                    "Time spent without a server",
                    BackendStatus::downtimeSeconds),
            Family.states(
                    "haproxy_backend_agg_server_status", "Servers in each state", BackendMetrics::serverConditions),
            Family.states(
                    "haproxy_backend_agg_server_check_status",
                    "The same under its older name",
                    BackendMetrics::serverConditions),
            Family.states(
                    "haproxy_backend_agg_check_status",
                    "Servers with each result of the last check",
                    b -> CheckCodes.samples(code -> b.servers().stream()
                            .filter(s -> s.checkStatus().equals(code))
                            .count())));

    private BackendMetrics() {}

    private static List<Sample> serverConditions(BackendStatus backend) {
        return Stream.of(ServerCondition.values())
                .map(c -> Family.state(
                        c.name(),
                        backend.servers().stream()
                                .filter(s -> s.condition() == c)
                                .count()))
                .toList();
    }
}
