package haproxyj.proxy;

import haproxyj.broker.Broker;
import haproxyj.broker.BrokerCounters;
import haproxyj.broker.BrokerGauges;
import haproxyj.proxy.admin.AccessLog;
import haproxyj.proxy.admin.AddressText;
import haproxyj.proxy.admin.BackendStatus;
import haproxyj.proxy.admin.BrokerStatus;
import haproxyj.proxy.admin.CounterValues;
import haproxyj.proxy.admin.FrontendStatus;
import haproxyj.proxy.admin.JvmStats;
import haproxyj.proxy.admin.ProcessStatus;
import haproxyj.proxy.admin.RelayStatus;
import haproxyj.proxy.admin.ServerCondition;
import haproxyj.proxy.admin.ServerStatus;
import haproxyj.proxy.admin.StatusSnapshot;
import haproxyj.proxy.backend.Backend;
import haproxyj.proxy.backend.Backends;
import haproxyj.proxy.backend.ServerState;
import haproxyj.proxy.config.Config;
import haproxyj.proxy.frontend.ConnectionLimit;
import haproxyj.proxy.relay.fd.RelayBudget;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Makes what the statistics show from what runs. Any thread: it only reads what may be read from anywhere.
 *
 * @param config the running configuration
 * @param process connections of the process
 * @param budget pipes and memory of the process
 * @param accessLog for its dropped lines
 * @param fronts complete before the first snapshot
 * @param backends all
 * @param brokers in file order
 */
record StatusView(
        Config config,
        ConnectionLimit process,
        RelayBudget budget,
        AccessLog accessLog,
        List<RunningFrontend> fronts,
        Backends backends,
        List<Broker> brokers) {

    /** A broker that is too busy to count in this time is shown with nothing in its queues. */
    private static final long GAUGES_MILLIS = 500;

    StatusSnapshot snapshot(boolean stopping) {
        long accepted = fronts.stream().mapToLong(f -> f.counters().total.sum()).sum();
        return new StatusSnapshot(
                new ProcessStatus(
                        Version.number(),
                        config.global().threads(),
                        process.limit(),
                        process.current(),
                        accepted,
                        accessLog.droppedLines(),
                        stopping,
                        new RelayStatus(
                                budget.pipes(),
                                budget.idlePipes(),
                                budget.pipeLimit(),
                                budget.pendingOctets(),
                                budget.pendingLimit()),
                        JvmStats.read()),
                fronts.stream().map(front -> frontend(front, stopping)).toList(),
                backends.all().stream().map(StatusView::backend).toList(),
                brokers.stream().map(StatusView::broker).toList());
    }

    private FrontendStatus frontend(RunningFrontend front, boolean stopping) {
        boolean full =
                process.full() || front.frontend().sessions() >= front.config().maxconn();
        FrontendStatus.State state =
                stopping ? FrontendStatus.State.STOP : full ? FrontendStatus.State.PAUSED : FrontendStatus.State.OPEN;
        return new FrontendStatus(
                front.config().name(),
                front.bound().stream().map(AddressText::of).toList(),
                state,
                front.config().maxconn(),
                front.counters().total.sum() + front.counters().requestErrors.sum(),
                CounterValues.of(front.counters()));
    }

    private static BackendStatus backend(Backend backend) {
        haproxyj.proxy.backend.BackendStatus status = backend.status();
        return new BackendStatus(
                status.name(),
                backend.config().balance().algorithm().name().toLowerCase(Locale.ROOT),
                status.active(),
                status.backup(),
                status.lastChangeSeconds(),
                status.downSeconds(),
                status.downs(),
                CounterValues.of(status.counters()),
                status.servers().stream().map(StatusView::server).toList());
    }

    private static ServerStatus server(haproxyj.proxy.backend.ServerStatus status) {
        boolean checked = status.config().check().isPresent();
        return new ServerStatus(
                status.config().name(),
                status.address(),
                status.text(),
                condition(status.state()),
                status.state().weight(),
                status.config().weight(),
                status.config().backup(),
                status.config().maxconn(),
                status.config().maxqueue(),
                checked ? status.check().status().name() : "",
                status.check().description(),
                status.check().durationNanos() / 1_000_000,
                status.lastChangeSeconds(),
                status.downSeconds(),
                status.checkFailures(),
                status.checkDowns(),
                CounterValues.of(status.counters()));
    }

    private static ServerCondition condition(ServerState state) {
        return switch (state.wish()) {
            case MAINT -> ServerCondition.MAINT;
            case DRAIN -> ServerCondition.DRAIN;
            case READY ->
                !state.up() ? ServerCondition.DOWN : state.weight() == 0 ? ServerCondition.DRAIN : ServerCondition.UP;
        };
    }

    private static BrokerStatus broker(Broker broker) {
        BrokerCounters counters = broker.counters();
        BrokerGauges gauges = broker.gauges()
                .toCompletableFuture()
                .completeOnTimeout(BrokerGauges.NONE, GAUGES_MILLIS, TimeUnit.MILLISECONDS)
                .join();
        return new BrokerStatus(
                broker.name(),
                broker.connections(),
                counters.get(BrokerCounters.Kind.CHANNELS_OPENED) - counters.get(BrokerCounters.Kind.CHANNELS_CLOSED),
                gauges.queues(),
                gauges.ready(),
                gauges.unacknowledged(),
                gauges.memory(),
                gauges.alarm(),
                counters.get(BrokerCounters.Kind.MESSAGES_PUBLISHED),
                counters.get(BrokerCounters.Kind.MESSAGES_DELIVERED),
                counters.get(BrokerCounters.Kind.MESSAGES_ACKED),
                counters.protocolErrors() + counters.get(BrokerCounters.Kind.BAD_PROTOCOL_HEADERS));
    }
}
