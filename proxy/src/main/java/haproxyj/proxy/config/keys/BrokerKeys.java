package haproxyj.proxy.config.keys;

import static haproxyj.proxy.config.keys.Keys.shaped;
import static haproxyj.proxy.config.keys.Keys.text;
import static haproxyj.proxy.config.keys.Keys.whole;

import haproxyj.proxy.config.keys.DurationText.Unit;
import haproxyj.proxy.config.keys.Form.Shape;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Rows of {@code broker}; names, units and defaults are RabbitMQ's. */
final class BrokerKeys {

    private static final Set<Section> BROKER = EnumSet.of(Section.BROKER);

    private BrokerKeys() {}

    static List<Key> rows() {
        return List.of(
                shaped(
                        "bind",
                        Shape.LISTEN_ADDRESSES,
                        "an address such as 127.0.0.1:5673, or a list of them",
                        "",
                        BROKER,
                        "Where AMQP clients connect; one address or a list. Required."),
                text(
                                "cluster_name",
                                "a name",
                                "",
                                BROKER,
                                "Announced to clients as `cluster_name`; `option amqp-check` can ask for it.")
                        .or("the node name"),
                text(
                        "version",
                        "a version such as 3.10.8",
                        "3.10.8",
                        BROKER,
                        "Announced to clients, some of which parse it as x.y.z."),
                shaped(
                        "users",
                        Shape.USERS,
                        "a mapping of login names to passwords",
                        "{guest: guest}",
                        BROKER,
                        "Login names with their passwords."),
                shaped("vhosts", Shape.TEXTS, "a list of names", "[/]", BROKER, "Virtual hosts."),
                shaped(
                        "loopback_users",
                        Shape.TEXTS,
                        "a list of login names",
                        "[guest]",
                        BROKER,
                        "Users that may log in from loopback addresses only; `[]` for nobody."),
                new Key(
                        "heartbeat",
                        "",
                        Keys.time(Unit.S, "0", Duration.ofSeconds(65535)),
                        "60s",
                        "",
                        BROKER,
                        "Interval proposed to clients; 0 switches heartbeats off. A bare number counts seconds, as in RabbitMQ."),
                whole("frame_max", 4096, 16_777_216, "131072", BROKER, "Largest frame proposed to clients, in octets."),
                whole("channel_max", 1, 65535, "2047", BROKER, "Channels per connection proposed to clients."),
                Keys.time(
                        "handshake_timeout",
                        "100ms",
                        "10s",
                        BROKER,
                        "A client that has not opened its connection by then is dropped. A bare number counts milliseconds, as in RabbitMQ."),
                whole("max_connections", 1, 1_000_000, "10000", BROKER, "Connections beyond this are refused."),
                whole(
                        "max_message_size",
                        1,
                        536_870_912,
                        "16777216",
                        BROKER,
                        "Largest message in octets; a larger one closes the channel with 406."),
                text(
                                "vm_memory_high_watermark.relative",
                                "a share of the Java heap such as 0.4",
                                "",
                                BROKER,
                                "Publishers are blocked while messages take more than this share of the largest heap.")
                        .or("0.4, divided by the number of brokers"),
                text(
                                "vm_memory_high_watermark.absolute",
                                "a size such as 100MB",
                                "",
                                BROKER,
                                "The same as a size: octets, or with kB, MB, GB, KiB, MiB or GiB.")
                        .or("none"),
                text(
                                "data",
                                "a folder",
                                "",
                                BROKER,
                                "Folder of durable messages. Accepted with a warning: this version keeps all messages in memory.")
                        .or("in memory"));
    }
}
