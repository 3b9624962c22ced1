package haproxyj.bench.failover;

import haproxyj.bench.process.Child;
import haproxyj.bench.process.Ports;
import haproxyj.bench.process.Workspace;
import haproxyj.bench.proxy.HaproxyJ;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The two kinds of brokers a run can have. */
final class Brokers {
    private static final Path RABBITMQ = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");
    private static final int DISTRIBUTION_OFFSET = 20_000;

    private Brokers() {}

    /** Whether Debian's rabbitmq-server is there. */
    static boolean hasRabbitMq() {
        return Files.isExecutable(RABBITMQ);
    }

    /** A broker of haproxy-j in a process of its own, with its durable log in the workspace. */
    static BrokerNode haproxyJ(Workspace workspace, Path command, String name, int port) {
        String yaml = "broker:\n  " + name + ": {bind: \"127.0.0.1:" + port + "\", data: \""
                + workspace.folder().resolve("data-" + name) + "\"}\n";
        return new BrokerNode(
                name,
                port,
                () -> HaproxyJ.start(workspace, command, "broker-" + name, yaml).child());
    }

    /**
     * A RabbitMQ node of Debian's package, on loopback, apart from any service of the machine.
     *
     * @param portMapper port of the Erlang port mapper started with {@link #startPortMapper}
     */
    static BrokerNode rabbitMq(Workspace workspace, String name, int port, int portMapper) throws IOException {
        Path folder = Files.createDirectories(workspace.folder().resolve(name));
        Files.writeString(folder.resolve("rabbitmq.conf"), "loopback_users = none\n");
        Files.writeString(folder.resolve("plugins"), "[].\n");
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("HOME", workspace.folder().toString());
        environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
        environment.put("ERL_EPMD_PORT", Integer.toString(portMapper));
        environment.put("RABBITMQ_NODENAME", name + "@localhost");
        environment.put("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1");
        environment.put("RABBITMQ_NODE_PORT", Integer.toString(port));
        environment.put("RABBITMQ_DIST_PORT", Integer.toString(port + DISTRIBUTION_OFFSET));
        environment.put("RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString());
        environment.put("RABBITMQ_LOG_BASE", folder.resolve("log").toString());
        environment.put(
                "RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("plugins").toString());
        environment.put("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq").toString());
        environment.put(
                "RABBITMQ_FEATURE_FLAGS_FILE", folder.resolve("feature_flags").toString());
        environment.put("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}");
        return new BrokerNode(
                name,
                port,
                () -> workspace.start("broker-" + name, List.of(RABBITMQ.toString()), environment, line -> {}));
    }

    /** RabbitMQ's nodes find each other through it; ours, so that it ends with the workspace. */
    static int startPortMapper(Workspace workspace, Ports ports) throws IOException {
        int port = ports.take();
        Child mapper = workspace.start(
                "epmd",
                List.of("epmd", "-port", Integer.toString(port), "-address", "127.0.0.1"),
                Map.of(),
                line -> {});
        if (!mapper.isAlive()) {
            throw new IOException("epmd, RabbitMQ's port mapper, does not start");
        }
        return port;
    }
}
