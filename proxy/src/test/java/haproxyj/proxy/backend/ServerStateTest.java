package haproxyj.proxy.backend;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.backend.ServerState.Admin;
import org.junit.jupiter.api.Test;

class ServerStateTest {

    @Test
    void everyCombination() {
        int seen = 0;
        for (Admin own : Admin.values()) {
            for (Admin inherited : Admin.values()) {
                for (int bits = 0; bits < 8; bits++) {
                    boolean check = (bits & 1) != 0;
                    boolean tracked = (bits & 2) != 0;
                    int weight = bits >> 2;
                    ServerState state = new ServerState(own, inherited, check, tracked, weight);
                    boolean maint = own == Admin.MAINT || inherited == Admin.MAINT;
                    boolean drain = own == Admin.DRAIN || inherited == Admin.DRAIN || weight == 0;
                    boolean good = check && tracked;
                    assertThat(state.up()).as("%s", state).isEqualTo(good && !maint);
                    assertThat(state.usable()).as("%s", state).isEqualTo(good && !maint && !drain);
                    assertThat(state.word())
                            .as("%s", state)
                            .isEqualTo(maint ? "MAINT" : !good ? "DOWN" : drain ? "DRAIN" : "UP");
                    seen++;
                }
            }
        }
        assertThat(seen).isEqualTo(72);
    }

    @Test
    void aFollowerTakesWishAndHealthOfTheTracked() {
        ServerState follower = new ServerState(Admin.READY, Admin.READY, true, true, 1);
        ServerState down = new ServerState(Admin.READY, Admin.READY, false, true, 1);
        ServerState drained = new ServerState(Admin.READY, Admin.DRAIN, true, true, 0);
        assertThat(follower.following(down).word()).isEqualTo("DOWN");
        assertThat(follower.following(drained).word()).isEqualTo("DRAIN");
        assertThat(follower.following(down).following(follower)).isEqualTo(follower);
    }

    @Test
    void uptimeAddsUpDowntime() {
        long second = 1_000_000_000L;
        Uptime uptime = Uptime.from(true, 0)
                .at(false, 10 * second)
                .at(false, 12 * second)
                .at(true, 15 * second)
                .at(false, 20 * second);
        assertThat(uptime.downs()).isEqualTo(2);
        assertThat(uptime.downSeconds(22 * second)).isEqualTo(7);
        assertThat(uptime.lastChangeSeconds(22 * second)).isEqualTo(2);
    }
}
