package haproxyj.broker.connection;

import haproxyj.broker.BrokerConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What connection.start says about the broker; clients read {@code version} and {@code capabilities}. */
public final class ServerProperties {
    private static final List<String> CAPABILITIES = List.of(
            "publisher_confirms",
            "exchange_exchange_bindings",
            "basic.nack",
            "consumer_cancel_notify",
            "connection.blocked",
            "consumer_priorities",
            "authentication_failure_close",
            "per_consumer_qos",
            "direct_reply_to");

    private ServerProperties() {}

    /** The properties of a broker with this configuration. */
    public static Map<String, Object> of(BrokerConfig config) {
        Map<String, Object> capabilities = new LinkedHashMap<>();
        CAPABILITIES.forEach(capability -> capabilities.put(capability, true));
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("capabilities", capabilities);
        properties.put("cluster_name", config.clusterName());
        properties.put("copyright", "haproxy-j authors");
        properties.put("information", "bundled AMQP 0-9-1 broker of haproxy-j");
        properties.put("platform", "Java " + Runtime.version().feature());
        properties.put("product", "haproxy-j");
        properties.put("version", config.version());
        return properties;
    }
}
