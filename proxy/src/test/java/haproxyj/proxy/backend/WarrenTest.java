package haproxyj.proxy.backend;

import static haproxyj.proxy.backend.ServerBuilder.server;
import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.health.CheckPolicy;
import haproxyj.health.Observe;
import haproxyj.health.OnError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One active broker, one backup: the cluster pattern this product is for. */
class WarrenTest {
    private final Farm farm = new Farm(Farm.config(
            "rabbit",
            0,
            server("rb1").check(Farm.policy()).killOnDown().killBackupsOnUp().build(),
            server("rb2").check(Farm.policy()).backup().build()));

    @Test
    void theBackupServesWhileThePrimaryIsDown() {
        farm.backends.start();
        farm.clock.advance(Duration.ofSeconds(20));
        assertThat(farm.slot("rabbit").server()).isSameAs(farm.server("rabbit", "rb1"));

        farm.checks.put("rb1", Farm.REFUSED);
        farm.clock.advance(Duration.ofSeconds(10));
        assertThat(farm.slot("rabbit").server()).isSameAs(farm.server("rabbit", "rb1"));
        assertThat(farm.backend("rabbit").status().servers().get(0).text()).isEqualTo("UP 1/3");
        farm.clock.advance(Duration.ofSeconds(5));
        assertThat(farm.slot("rabbit").server()).isSameAs(farm.server("rabbit", "rb2"));
        assertThat(farm.backend("rabbit").status().onBackup()).isTrue();

        farm.checks.remove("rb1");
        farm.clock.advance(Duration.ofSeconds(5));
        assertThat(farm.backend("rabbit").status().servers().get(0).text()).isEqualTo("DOWN 1/2");
        farm.clock.advance(Duration.ofSeconds(5));
        assertThat(farm.slot("rabbit").server()).isSameAs(farm.server("rabbit", "rb1"));

        assertThat(farm.lines)
                .containsExactly(
                        "Health check for server rabbit/rb1 succeeded, reason: Layer4 check passed,"
                                + " check duration: 0ms, status: 3/3 UP.",
                        "Health check for backup server rabbit/rb2 succeeded, reason: Layer4 check passed,"
                                + " check duration: 0ms, status: 3/3 UP.",
                        "Health check for server rabbit/rb1 failed, reason: Layer4 connection problem,"
                                + " info: \"Connection refused\", check duration: 0ms, status: 2/3 UP.",
                        "Health check for server rabbit/rb1 failed, reason: Layer4 connection problem,"
                                + " info: \"Connection refused\", check duration: 0ms, status: 1/3 UP.",
                        "Server rabbit/rb1 is DOWN, reason: Layer4 connection problem, info: \"Connection refused\","
                                + " check duration: 0ms. 0 active and 1 backup servers left. Running on backup."
                                + " 2 sessions active, 0 requeued, 0 remaining in queue.",
                        "Health check for server rabbit/rb1 succeeded, reason: Layer4 check passed,"
                                + " check duration: 0ms, status: 1/2 DOWN.",
                        "Server rabbit/rb1 is UP, reason: Layer4 check passed, check duration: 0ms."
                                + " 1 active and 1 backup servers online. 0 sessions requeued, 0 total in queue.");
        ServerStatus rb1 = farm.backend("rabbit").status().servers().get(0);
        assertThat(rb1.checkFailures()).isEqualTo(3);
        assertThat(rb1.checkDowns()).isEqualTo(1);
        assertThat(rb1.downSeconds()).isEqualTo(10);
    }

    @Test
    void sessionsAreKilledOnBothMoves() {
        List<String> killed = new ArrayList<>();
        farm.backends.start();
        farm.slot("rabbit").onKill(cause -> killed.add("rb1 " + cause));
        farm.checks.put("rb1", Farm.REFUSED);
        farm.clock.advance(Duration.ofSeconds(60));
        assertThat(killed).containsExactly("rb1 D");
        ServerSlot onBackup = farm.slot("rabbit");
        onBackup.onKill(cause -> killed.add("rb2 " + cause));
        farm.checks.remove("rb1");
        farm.clock.advance(Duration.ofSeconds(60));
        assertThat(killed).containsExactly("rb1 D", "rb2 U");
        assertThat(farm.control("rabbit", "rb2").killSessions()).as("told once").isEqualTo(1);
        assertThat(killed).hasSize(2);
        onBackup.release();
        assertThat(farm.control("rabbit", "rb2").killSessions()).isZero();
    }

    @Test
    void theLastServerLostIsTold() {
        farm.backends.start();
        farm.checks.put("rb1", Farm.REFUSED);
        farm.checks.put("rb2", Farm.REFUSED);
        farm.clock.advance(Duration.ofSeconds(60));
        assertThat(farm.lines).endsWith("rabbit unavailable");
        assertThat(farm.backend("rabbit").assign(AssignRequest.first(Farm.CLIENT), new Farm.Ear()))
                .isEqualTo(new Assignment.Refused(Refusal.NO_SERVER));
        farm.checks.clear();
        farm.clock.advance(Duration.ofSeconds(60));
        assertThat(farm.lines).contains("rabbit available");
    }

    @Test
    void failedConnectsOfTrafficMarkDownAndASuccessForgives() {
        CheckPolicy d = Farm.policy();
        CheckPolicy observing = new CheckPolicy(
                2,
                3,
                Duration.ofHours(1),
                Optional.empty(),
                Optional.empty(),
                d.initState(),
                d.timeoutConnect(),
                d.timeoutCheck(),
                Observe.LAYER4,
                2,
                OnError.MARK_DOWN);
        Farm observed = new Farm(Farm.config(
                "b",
                0,
                server("s1").check(observing).build(),
                server("s2").backup().build()));
        observed.backends.start();
        observed.clock.advance(Duration.ofSeconds(1));
        observed.slot("b").connectFailed();
        observed.slot("b").connected();
        observed.slot("b").connectFailed();
        assertThat(observed.server("b", "s1").usable()).isTrue();
        observed.slot("b").connectFailed();
        assertThat(observed.server("b", "s1").usable()).isFalse();
        assertThat(observed.slot("b").server()).isSameAs(observed.server("b", "s2"));
        assertThat(observed.lines.get(observed.lines.size() - 1))
                .startsWith("Server b/s1 is DOWN, reason: Health analyze, info: \"2 failed connects");
    }
}
