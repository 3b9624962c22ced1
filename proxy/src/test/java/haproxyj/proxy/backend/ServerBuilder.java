package haproxyj.proxy.backend;

import haproxyj.health.CheckPolicy;
import haproxyj.proxy.config.ServerConfig;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Server settings, as far as a test cares. */
final class ServerBuilder {
    private final String name;
    private int weight = 1;
    private int maxconn;
    private int maxqueue;
    private boolean backup;
    private boolean disabled;
    private Optional<CheckPolicy> check = Optional.empty();
    private Optional<String> track = Optional.empty();
    private boolean killOnDown;
    private boolean killBackupsOnUp;

    private ServerBuilder(String name) {
        this.name = name;
    }

    static ServerBuilder server(String name) {
        return new ServerBuilder(name);
    }

    ServerBuilder weight(int value) {
        weight = value;
        return this;
    }

    ServerBuilder maxconn(int value) {
        maxconn = value;
        return this;
    }

    ServerBuilder maxqueue(int value) {
        maxqueue = value;
        return this;
    }

    ServerBuilder backup() {
        backup = true;
        return this;
    }

    ServerBuilder disabled() {
        disabled = true;
        return this;
    }

    ServerBuilder check(CheckPolicy policy) {
        check = Optional.of(policy);
        return this;
    }

    ServerBuilder track(String other) {
        track = Optional.of(other);
        return this;
    }

    ServerBuilder killOnDown() {
        killOnDown = true;
        return this;
    }

    ServerBuilder killBackupsOnUp() {
        killBackupsOnUp = true;
        return this;
    }

    ServerConfig build() {
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", 5672);
        return new ServerConfig(
                name,
                address,
                weight,
                maxconn,
                maxqueue,
                backup,
                disabled,
                check,
                address,
                track,
                ServerConfig.SendProxy.NONE,
                false,
                killOnDown,
                killBackupsOnUp);
    }
}
