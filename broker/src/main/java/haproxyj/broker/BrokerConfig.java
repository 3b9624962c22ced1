package haproxyj.broker;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One embedded broker, keys in RabbitMQ's words.
 *
 * @param name node name, key of the {@code broker} section
 * @param binds AMQP listeners
 * @param clusterName announced as {@code cluster_name}
 * @param version announced as {@code version}; clients parse x.y.z
 * @param users login name to password; never logged
 * @param virtualHosts names, "/" by default
 * @param loopbackUsers users that may log in from loopback addresses only, "guest" by default
 * @param heartbeat proposed in connection.tune, zero switches heartbeats off
 * @param frameMax proposed frame size in octets, at least 4096
 * @param channelMax proposed channel limit, 1 to 65535
 * @param handshakeTimeout a client that has not opened its connection by then is dropped
 * @param maxConnections connections beyond this are refused
 * @param maxMessageSize octets; a larger body closes the channel with 406
 * @param memoryHighWatermark messages may take so much memory before publishers are blocked
 * @param data folder of the durable log; empty means in memory
 */
public record BrokerConfig(
        String name,
        List<InetSocketAddress> binds,
        String clusterName,
        String version,
        Map<String, String> users,
        List<String> virtualHosts,
        List<String> loopbackUsers,
        Duration heartbeat,
        int frameMax,
        int channelMax,
        Duration handshakeTimeout,
        int maxConnections,
        long maxMessageSize,
        MemoryWatermark memoryHighWatermark,
        Optional<String> data) {

    /** RabbitMQ's defaults for everything but the name and the listeners. */
    public static BrokerConfig defaults(String name, List<InetSocketAddress> binds) {
        return new BrokerConfig(
                name,
                binds,
                name,
                "3.10.8",
                Map.of("guest", "guest"),
                List.of("/"),
                List.of("guest"),
                Duration.ofSeconds(60),
                131072,
                2047,
                Duration.ofSeconds(10),
                10_000,
                16L * 1024 * 1024,
                MemoryWatermark.DEFAULT,
                Optional.empty());
    }

    /** Never shows passwords. */
    @Override
    public String toString() {
        return "BrokerConfig[name=" + name + ", binds=" + binds + ", users=" + users.keySet() + "]";
    }
}
