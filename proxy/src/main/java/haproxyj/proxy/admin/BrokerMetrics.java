package haproxyj.proxy.admin;

import static haproxyj.proxy.admin.Family.counter;
import static haproxyj.proxy.admin.Family.gauge;

import java.util.List;

/** The families of a bundled broker. HAProxy has none, so the names are our own. Pure. */
final class BrokerMetrics {

    /** All of them. */
    static final List<Family<BrokerStatus>> FAMILIES = List.of(
            gauge("haproxyj_broker_connections", "Open connections", BrokerStatus::connections),
            gauge("haproxyj_broker_channels", "Open channels", BrokerStatus::channels),
            gauge("haproxyj_broker_queues", "Declared queues", BrokerStatus::queues),
            gauge("haproxyj_broker_messages_ready", "Messages that wait for a consumer", BrokerStatus::messagesReady),
            gauge(
                    "haproxyj_broker_messages_unacknowledged",
                    "Messages out with a consumer",
                    BrokerStatus::unacknowledged),
            gauge("haproxyj_broker_memory_bytes", "Memory that messages take", BrokerStatus::memory),
            gauge(
                    "haproxyj_broker_memory_alarm",
                    "1 while publishers are blocked for lack of memory",
                    status -> status.alarm() ? 1 : 0),
            counter("haproxyj_broker_published_total", "Messages taken from publishers", BrokerStatus::published),
            counter("haproxyj_broker_delivered_total", "Messages given to consumers", BrokerStatus::delivered),
            counter("haproxyj_broker_acked_total", "Messages acknowledged", BrokerStatus::acked),
            counter(
                    "haproxyj_broker_protocol_errors_total",
                    "Connections and channels closed by an exception",
                    BrokerStatus::protocolErrors));

    private BrokerMetrics() {}
}
