package haproxyj.proxy.backend;

import static haproxyj.proxy.backend.ServerBuilder.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrackTest {

    @Test
    void aChainFollowsTheCheckedServer() {
        Farm farm = new Farm(
                Farm.config("far", 0, server("c").track("mid/b").build()),
                Farm.config(
                        "mid",
                        0,
                        server("a").check(Farm.policy()).build(),
                        server("b").track("a").build()));
        farm.backends.start();
        farm.checks.put("a", Farm.REFUSED);
        farm.clock.advance(Duration.ofSeconds(1));
        assertThat(farm.server("far", "c").usable()).isFalse();
        assertThat(farm.lines)
                .containsExactly(
                        "Server mid/a is DOWN, reason: Layer4 connection problem, info: \"Connection refused\","
                                + " check duration: 0ms. 1 active and 0 backup servers left."
                                + " 0 sessions active, 0 requeued, 0 remaining in queue.",
                        "Server mid/b is DOWN via mid/a. 0 active and 0 backup servers left."
                                + " 0 sessions active, 0 requeued, 0 remaining in queue.",
                        "mid unavailable",
                        "Server far/c is DOWN via mid/b. 0 active and 0 backup servers left."
                                + " 0 sessions active, 0 requeued, 0 remaining in queue.",
                        "far unavailable");
        farm.checks.clear();
        farm.clock.advance(Duration.ofSeconds(30));
        assertThat(farm.server("far", "c").usable()).isTrue();
        farm.control("mid", "a").maint();
        assertThat(farm.backend("far").status().servers().get(0).text()).isEqualTo("MAINT (via mid/b)");
    }

    @Test
    void aServerStartsAsTheOneItTracks() {
        Farm farm = new Farm(Farm.config(
                "b",
                0,
                server("follows").track("off").build(),
                server("off").disabled().build()));
        assertThat(farm.server("b", "follows").usable()).isFalse();
        assertThat(farm.backend("b").status().up()).isFalse();
        assertThat(farm.lines).isEmpty();
    }

    @Test
    void circlesAndUnknownServersAreRefused() {
        assertThatThrownBy(() -> new Farm(Farm.config(
                        "b",
                        0,
                        server("x").track("y").build(),
                        server("y").track("b/x").build())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("server b/x tracks itself");
        assertThatThrownBy(() ->
                        new Farm(Farm.config("b", 0, server("x").track("z/y").build())))
                .hasMessageContaining("server b/x tracks 'z/y', which is not defined");
    }

    @Test
    void operatorsMoveServers() {
        Farm farm = new Farm(Farm.config(
                "b",
                0,
                server("s").check(Farm.policy()).killOnDown().build(),
                server("t").build()));
        farm.backends.start();
        farm.clock.advance(Duration.ofSeconds(10));
        farm.lines.clear();
        StringBuilder killed = new StringBuilder();
        farm.slot("b").onKill(killed::append);
        farm.slot("b").onKill(killed::append);
        farm.control("b", "s").drain();
        assertThat(farm.server("b", "s").usable()).isFalse();
        assertThat(killed).isEmpty();
        farm.control("b", "s").maint();
        assertThat(killed).hasToString("D");
        farm.clock.advance(Duration.ofSeconds(60));
        farm.control("b", "s").ready();
        assertThat(farm.backend("b").status().servers().get(0).text()).isEqualTo("UP 1/3");
        assertThat(farm.backend("b").status().servers().get(1).text()).isEqualTo("no check");
        farm.control("b", "t").killSessions();
        assertThat(killed).hasToString("DK");
        assertThat(farm.lines)
                .containsExactly(
                        "Server b/s enters drain state. 1 active and 0 backup servers left."
                                + " 1 sessions active, 0 requeued, 0 remaining in queue.",
                        "Server b/s is going DOWN for maintenance. 1 active and 0 backup servers left."
                                + " 1 sessions active, 0 requeued, 0 remaining in queue.",
                        "Server b/s is UP/READY (leaving forced maintenance). 2 active and 0 backup servers online."
                                + " 0 sessions requeued, 0 total in queue.");
    }
}
