package haproxyj.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.broker.BrokerConfig;
import haproxyj.broker.MemoryWatermark;
import haproxyj.health.CheckPolicy;
import haproxyj.health.InitState;
import haproxyj.health.Observe;
import haproxyj.health.OnError;
import haproxyj.health.TcpCheckStep;
import haproxyj.proxy.config.Balance.Algorithm;
import haproxyj.proxy.config.ServerConfig.SendProxy;
import haproxyj.proxy.config.keys.DurationText;
import haproxyj.proxy.config.keys.Keys;
import haproxyj.proxy.config.keys.Section;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** all-keys.yml holds every key, and each value arrives in its record. */
class EveryKeyTest {

    private final String text;
    private final Config config;

    EveryKeyTest() throws IOException {
        text = Files.readString(Path.of("src/test/resources/all-keys.yml"));
        config = Reading.good(text);
    }

    @Test
    void theFileHoldsEveryKey() {
        assertThat(Keys.all())
                .filteredOn(
                        k -> !k.sections().contains(Section.FILE) && !k.name().equals("nbthread"))
                .allSatisfy(k -> assertThat(text).containsPattern("(?m)(^|[ {\\[])" + k.name() + "[:,\\]]"));
    }

    @Test
    void global() {
        assertThat(config.global())
                .isEqualTo(new GlobalConfig(
                        3,
                        5000,
                        5,
                        Optional.of(address("127.0.0.1", 8404)),
                        Optional.of(Duration.ofMinutes(1)),
                        700,
                        true,
                        OptionalInt.of(262144)));
    }

    @Test
    void frontend() {
        assertThat(config.frontends().get(0))
                .isEqualTo(new FrontendConfig(
                        "front",
                        Mode.TCP,
                        List.of(
                                new BindConfig(address("127.0.0.1", 5672), false, 1024, false, Shards.SHARED),
                                new BindConfig(address("::", 5673), true, 99, true, Shards.BY_THREAD)),
                        300,
                        "back",
                        timeouts("", "1h", "", "20s", "", "", "", ""),
                        new Keepalive(true, time("1m"), time("15s"), OptionalInt.of(3)),
                        true,
                        true,
                        new Splice(false, true, false)));
    }

    @Test
    void frontendInheritsFromDefaults() {
        FrontendConfig inheriting = config.frontends().get(1);
        assertThat(inheriting.binds())
                .containsExactly(new BindConfig(address("0.0.0.0", 8001), false, 1024, false, Shards.SHARED));
        assertThat(inheriting.splice()).isEqualTo(new Splice(false, false, false));
        assertThat(inheriting.maxconn()).isEqualTo(400);
        assertThat(inheriting.backend()).isEqualTo("back");
        assertThat(inheriting.tcplog()).isFalse();
        assertThat(inheriting.timeouts()).isEqualTo(timeouts("", "2h", "", "30s", "", "5h", "", ""));
        assertThat(inheriting.keepalive())
                .isEqualTo(new Keepalive(true, time("10s"), Optional.empty(), OptionalInt.empty()));
    }

    @Test
    void backend() {
        BackendConfig back = config.backends().get(0);
        assertThat(back.balance()).isEqualTo(new Balance(Algorithm.RANDOM, 3));
        assertThat(back.retries()).isEqualTo(1);
        assertThat(back.redispatch()).isEqualTo(-1);
        assertThat(back.fallThrough()).isEqualTo(FallThrough.OFF);
        assertThat(back.allBackups()).isTrue();
        assertThat(back.splice()).isEqualTo(new Splice(true, false, true));
        assertThat(back.timeouts()).isEqualTo(timeouts("2s", "", "1h", "", "25s", "4h", "8s", "900ms"));
        assertThat(back.keepalive()).isEqualTo(new Keepalive(true, time("2m"), time("16s"), OptionalInt.of(5)));
    }

    @Test
    void backendInheritsFromDefaults() {
        BackendConfig both = config.backends().get(2);
        assertThat(both.name()).isEqualTo("both");
        assertThat(both.balance()).isEqualTo(new Balance(Algorithm.LEASTCONN, 2));
        assertThat(both.retries()).isEqualTo(5);
        assertThat(both.redispatch()).isEqualTo(2);
        assertThat(both.fallThrough()).isEqualTo(FallThrough.ON);
        assertThat(both.timeouts()).isEqualTo(timeouts("4s", "2h", "2h", "30s", "31s", "5h", "6s", "7s"));
        assertThat(both.keepalive())
                .isEqualTo(new Keepalive(true, Optional.empty(), Optional.empty(), OptionalInt.of(4)));
        assertThat(both.check()).isEqualTo(new CheckKind.Amqp(Optional.empty()));
        assertThat(both.servers().get(0).weight()).isEqualTo(7);
        assertThat(both.servers().get(0).checkAddress()).isEqualTo(UnixDomainSocketAddress.of("/run/a.sock"));
        assertThat(both.servers().get(1).address()).isEqualTo(address("127.0.0.1", 80));
        CheckPolicy policy = both.servers().get(0).check().orElseThrow();
        assertThat(policy.inter()).isEqualTo(Duration.ofSeconds(3));
        assertThat(policy.rise()).isEqualTo(4);
        assertThat(policy.fall()).isEqualTo(3);
    }

    @Test
    void checks() {
        assertThat(config.backends().get(1).check()).isEqualTo(new CheckKind.Amqp(Optional.of("rabbit@one")));
        List<TcpCheckStep> steps =
                ((CheckKind.TcpCheck) config.backends().get(0).check()).steps();
        assertThat(steps.stream().map(EveryKeyTest::shown))
                .containsExactly(
                        "send 50494e470d0a 'greet'",
                        "expect 504f4e47 negate=false min=4",
                        "send 414d5150 ''",
                        "expect 0a0b negate=true min=-1",
                        "match ^OK [0-9]+ negate=false min=-1",
                        "expect 455252 negate=true min=-1",
                        "expect 00 negate=true min=-1",
                        "match 5.. negate=true min=-1");
    }

    private static String shown(TcpCheckStep step) {
        java.util.HexFormat hex = java.util.HexFormat.of();
        if (step instanceof TcpCheckStep.Send send) {
            return "send " + hex.formatHex(send.bytes()) + " '" + send.comment() + "'";
        }
        if (step instanceof TcpCheckStep.ExpectBytes expect) {
            return "expect " + hex.formatHex(expect.bytes()) + " negate=" + expect.negate() + " min="
                    + expect.minRecv();
        }
        TcpCheckStep.ExpectRegex match = (TcpCheckStep.ExpectRegex) step;
        return "match " + match.pattern() + " negate=" + match.negate() + " min=" + match.minRecv();
    }

    @Test
    void server() {
        CheckPolicy policy = new CheckPolicy(
                6,
                7,
                Duration.ofSeconds(5),
                time("400ms"),
                time("10s"),
                InitState.FULLY_DOWN,
                time("2s"),
                time("900ms"),
                Observe.LAYER4,
                2,
                OnError.SUDDEN_DEATH);
        assertThat(config.backends().get(0).servers())
                .containsExactly(
                        new ServerConfig(
                                "full",
                                address("10.0.0.1", 5672),
                                9,
                                50,
                                60,
                                false,
                                true,
                                Optional.of(policy),
                                address("10.0.0.2", 15672),
                                Optional.empty(),
                                SendProxy.V2,
                                true,
                                true,
                                true),
                        new ServerConfig(
                                "spare",
                                address("::1", 5672),
                                7,
                                0,
                                0,
                                true,
                                false,
                                Optional.empty(),
                                address("::1", 5672),
                                Optional.of("full"),
                                SendProxy.V1,
                                true,
                                false,
                                false),
                        new ServerConfig(
                                "short",
                                UnixDomainSocketAddress.of("/run/rb.sock"),
                                7,
                                0,
                                0,
                                false,
                                false,
                                Optional.empty(),
                                UnixDomainSocketAddress.of("/run/rb.sock"),
                                Optional.empty(),
                                SendProxy.V1,
                                true,
                                false,
                                false));
    }

    @Test
    void broker() {
        assertThat(config.brokers().get(0))
                .isEqualTo(new BrokerConfig(
                        "rb1",
                        List.of(address("127.0.0.1", 5674), address("::1", 5674)),
                        "rabbit@one",
                        "3.12.0",
                        Map.of("bob", "secret", "007", "008"),
                        List.of("/", "test"),
                        List.of(),
                        Duration.ofSeconds(30),
                        8192,
                        100,
                        Duration.ofSeconds(5),
                        77,
                        1048576,
                        MemoryWatermark.absolute(100_000_000),
                        Optional.of("data/rb1")));
        assertThat(config.brokers().get(1).binds()).containsExactly(address("127.0.0.1", 0));
        assertThat(config.brokers().get(1).memoryHighWatermark()).isEqualTo(MemoryWatermark.relative(0.25));
    }

    private static Timeouts timeouts(String... texts) {
        List<Optional<Duration>> t =
                java.util.Arrays.stream(texts).map(EveryKeyTest::time).toList();
        return new Timeouts(t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), t.get(5), t.get(6), t.get(7));
    }

    private static Optional<Duration> time(String text) {
        return DurationText.parse(text, DurationText.Unit.MS);
    }

    private static InetSocketAddress address(String literal, int port) {
        return new InetSocketAddress(literal, port);
    }
}
