package haproxyj.proxy.admin;

import static haproxyj.proxy.admin.Family.counter;
import static haproxyj.proxy.admin.Family.gauge;
import static haproxyj.proxy.admin.Family.limit;

import java.util.List;

/** The families of a frontend, under the names of HAProxy 2.6's exporter. Pure. */
final class FrontendMetrics {

    /** All of them. */
    static final List<Family<FrontendStatus>> FAMILIES = List.of(
            gauge(
                    "haproxy_frontend_current_sessions",
                    "Connections held now",
                    f -> f.counters().current()),
            gauge(
                    "haproxy_frontend_max_sessions",
                    "Most connections held at once",
                    f -> f.counters().max()),
            limit("haproxy_frontend_limit_sessions", "maxconn of the frontend", FrontendStatus::limit),
            counter(
                    "haproxy_frontend_sessions_total",
                    "Sessions begun",
                    f -> f.counters().total()),
            counter("haproxy_frontend_connections_total", "Connections accepted", FrontendStatus::connections),
            counter(
                    "haproxy_frontend_bytes_in_total",
                    "Octets from clients",
                    f -> f.counters().bytesIn()),
            counter(
                    "haproxy_frontend_bytes_out_total",
                    "Octets to clients",
                    f -> f.counters().bytesOut()),
            counter(
                    "haproxy_frontend_request_errors_total",
                    "Connections refused before a session began",
                    f -> f.counters().requestErrors()),
            Family.states(
                    "haproxy_frontend_status",
                    "1 for the state the frontend is in; a paused one is UP, as with HAProxy",
                    f -> List.of(
                            Family.state("DOWN", f.state() == FrontendStatus.State.STOP),
                            Family.state("UP", f.state() != FrontendStatus.State.STOP))));

    private FrontendMetrics() {}
}
