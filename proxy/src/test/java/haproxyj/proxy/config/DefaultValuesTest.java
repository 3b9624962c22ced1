package haproxyj.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.health.CheckPolicy;
import haproxyj.proxy.config.Balance.Algorithm;
import haproxyj.proxy.config.ServerConfig.SendProxy;
import haproxyj.proxy.config.tree.ConfigSource;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What applies when the file says nothing, and what wins when several places say something. */
class DefaultValuesTest {

    private static final String LEAST =
            "listen: {w: {bind: 127.0.0.1:80, server: {a: {address: 10.0.0.1:81, check: true}}}}\n";

    @Test
    void theLeastConfiguration() {
        Config config = Reading.good(LEAST);
        InetSocketAddress server = new InetSocketAddress("10.0.0.1", 81);
        assertThat(config.global())
                .isEqualTo(new GlobalConfig(
                        4, 20000, 0, Optional.empty(), Optional.empty(), 5000, false, OptionalInt.empty()));
        assertThat(config.frontends())
                .containsExactly(new FrontendConfig(
                        "w",
                        Mode.TCP,
                        List.of(new BindConfig(
                                new InetSocketAddress("127.0.0.1", 80), false, 20000, false, Shards.SHARED)),
                        20000,
                        "w",
                        Timeouts.NONE,
                        Keepalive.OFF,
                        true,
                        false,
                        Splice.AUTO));
        assertThat(config.backends())
                .containsExactly(new BackendConfig(
                        "w",
                        Mode.TCP,
                        new Balance(Algorithm.ROUNDROBIN, 2),
                        List.of(new ServerConfig(
                                "a",
                                server,
                                1,
                                0,
                                0,
                                false,
                                false,
                                Optional.of(CheckPolicy.defaults()),
                                server,
                                Optional.empty(),
                                SendProxy.NONE,
                                false,
                                false,
                                false)),
                        3,
                        0,
                        FallThrough.AUTO,
                        false,
                        Timeouts.NONE,
                        Keepalive.OFF,
                        new CheckKind.TcpConnect(),
                        Splice.AUTO));
    }

    @Test
    void aServerAsksItsLineThenDefaultServerThenDefaults() {
        Config config = Reading.good("""
                defaults: {default-server: {weight: 5, rise: 9, check: true}}
                listen:
                  w:
                    bind: 127.0.0.1:80
                    default-server: {rise: 8, fall: 8}
                    server: {a: {address: 10.0.0.1:81, fall: 7}, b: {address: 10.0.0.2:81, check: false}}
                """);
        ServerConfig a = config.backends().get(0).servers().get(0);
        assertThat(a.weight()).isEqualTo(5);
        assertThat(a.check().orElseThrow().rise()).isEqualTo(8);
        assertThat(a.check().orElseThrow().fall()).isEqualTo(7);
        assertThat(config.backends().get(0).servers().get(1).check()).isEmpty();
    }

    @Test
    void healthChecksSpeakTheProxyProtocolUnlessTheyGoElsewhere() {
        Config config = Reading.good("""
                listen:
                  w:
                    bind: 127.0.0.1:80
                    default-server: {check: true, send-proxy: true}
                    server:
                      same: 10.0.0.1:81
                      elsewhere: {address: 10.0.0.1:81, port: 82}
                      said: {address: 10.0.0.1:81, addr: 10.0.0.9, check-send-proxy: true}
                      never: {address: 10.0.0.1:81, check-send-proxy: false}
                """);
        List<ServerConfig> servers = config.backends().get(0).servers();
        assertThat(servers.stream().map(ServerConfig::checkSendProxy)).containsExactly(true, false, true, false);
        assertThat(servers.get(1).checkAddress()).isEqualTo(new InetSocketAddress("10.0.0.1", 82));
        assertThat(servers.get(2).checkAddress()).isEqualTo(new InetSocketAddress("10.0.0.9", 81));
    }

    @Test
    void backlogFollowsMaxconnWithinItsLimits() {
        Config small = Reading.good("global: {maxconn: 10}\n" + LEAST);
        Config large = Reading.good("global: {maxconn: 1000000}\n" + LEAST);
        assertThat(small.frontends().get(0).binds().get(0).backlog()).isEqualTo(1024);
        assertThat(large.frontends().get(0).binds().get(0).backlog()).isEqualTo(65535);
    }

    @Test
    void threadsByHaproxysName() {
        assertThat(Reading.good("global: {nbthread: 7}\n" + LEAST).global().threads())
                .isEqualTo(7);
    }

    @Test
    void filesCountAsOne() {
        ConfigResult result = Reading.of(
                new ConfigSource("a.yml", "frontend: {f: {bind: 127.0.0.1:80, default_backend: b}}\n"),
                new ConfigSource(
                        "b.yml",
                        "backend: {b: {server: {s: 10.0.0.1:81}}}\ndefaults: {timeout: {connect: 1s, client: 1h, server: 1h}}\n"));
        assertThat(Reading.lines(result)).isEmpty();
        assertThat(result.config().orElseThrow().frontends().get(0).timeouts().client())
                .isPresent();
    }

    @Test
    void noPasswordInAnyFinding() {
        ConfigResult result = Reading.of(
                "broker: {rb: {bind: x, users: {bob: [hunter2], eve: {hunter2: 1}, amy: hunter2}, vhosts: 5, heartbeat: -1}}\n");
        assertThat(result.errors()).hasSizeGreaterThan(2);
        assertThat(Reading.lines(result)).noneMatch(l -> l.contains("hunter2"));
    }
}
