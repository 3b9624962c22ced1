package haproxyj.proxy.admin;

import static haproxyj.proxy.admin.Family.counter;
import static haproxyj.proxy.admin.Family.gauge;

import haproxyj.proxy.admin.Family.Sample;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/** The families of the process: HAProxy 2.6's names where it has one, {@code haproxyj_process_*} for the rest. Pure. */
final class ProcessMetrics {

    /** All of them. */
    static final List<Family<StatusSnapshot>> FAMILIES = List.of(
            new Family<>(
                    "haproxy_process_build_info",
                    Family.Type.GAUGE,
                    "The program's version",
                    s -> List.of(new Sample("version", s.process().version(), "1"))),
            gauge("haproxy_process_nbthread", "Event loops", s -> s.process().eventLoops()),
            gauge(
                    "haproxy_process_start_time_seconds",
                    "When the process was started (Unix time)",
                    s -> jvm(s).startEpochSeconds()),
            gauge("haproxy_process_uptime_seconds", "Time since the process was started", s -> jvm(s).uptimeSeconds()),
            gauge(
                    "haproxy_process_max_connections",
                    "maxconn of the process, or what descriptors allow when that is less",
                    s -> s.process().maxConnections()),
            gauge(
                    "haproxy_process_current_connections",
                    "Client connections now",
                    s -> s.process().currentConnections()),
            counter(
                    "haproxy_process_connections_total",
                    "Client connections accepted",
                    s -> s.process().totalConnections()),
            optional("haproxy_process_max_fds", "Limit of open file descriptors", s -> jvm(s).maxDescriptors()),
            gauge("haproxy_process_listeners", "Addresses that accept connections", ProcessMetrics::listeners),
            gauge(
                    "haproxy_process_stopping",
                    "1 while the process drains",
                    s -> s.process().stopping() ? 1 : 0),
            counter(
                    "haproxy_process_dropped_logs_total",
                    "Access-log lines lost",
                    s -> s.process().droppedLogs()),
            gauge(
                    "haproxyj_process_pipes",
                    "Pipes open for splicing, those in reserve included",
                    s -> s.process().relay().pipes()),
            gauge(
                    "haproxyj_process_idle_pipes",
                    "Pipes in reserve, empty",
                    s -> s.process().relay().idlePipes()),
            gauge(
                    "haproxyj_process_pipes_limit",
                    "maxpipes of the process",
                    s -> s.process().relay().maxPipes()),
            gauge(
                    "haproxyj_process_pending_bytes",
                    "Memory in use for octets that wait for slow peers",
                    s -> s.process().relay().pendingOctets()),
            gauge(
                    "haproxyj_process_pending_limit_bytes",
                    "Limit of this memory",
                    s -> s.process().relay().maxPendingOctets()),
            gauge("haproxyj_process_pid", "Process id", s -> jvm(s).pid()),
            optional("haproxyj_process_open_fds", "Open file descriptors", s -> jvm(s).openDescriptors()),
            gauge("haproxyj_process_threads", "Threads of the virtual machine", s -> jvm(s).threads()),
            gauge("haproxyj_process_heap_used_bytes", "Heap in use, garbage included", s -> jvm(s).heapUsedBytes()),
            optional("haproxyj_process_heap_max_bytes", "Limit of the heap", s -> jvm(s).heapMaxBytes()));

    private ProcessMetrics() {}

    private static JvmStats jvm(StatusSnapshot snapshot) {
        return snapshot.process().jvm();
    }

    private static long listeners(StatusSnapshot snapshot) {
        return snapshot.frontends().stream()
                .filter(f -> f.state() == FrontendStatus.State.OPEN)
                .mapToLong(f -> f.addresses().size())
                .sum();
    }

    private static Family<StatusSnapshot> optional(
            String name, String help, Function<StatusSnapshot, OptionalLong> value) {
        return new Family<>(name, Family.Type.GAUGE, help, s -> {
            OptionalLong known = value.apply(s);
            return known.isPresent() ? Family.one(Long.toString(known.getAsLong())) : List.of();
        });
    }
}
