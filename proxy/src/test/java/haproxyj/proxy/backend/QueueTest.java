package haproxyj.proxy.backend;

import static haproxyj.proxy.backend.ServerBuilder.server;
import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.backend.Assignment.Assigned;
import haproxyj.proxy.backend.Assignment.Queued;
import haproxyj.proxy.backend.Assignment.Refused;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** The two kinds of queue, one rule at a time (HAProxy manual 5.2 maxconn, maxqueue; 4.2 redispatch). */
class QueueTest {

    @Test
    void aFreedSlotTakesTheOlderOfTheTwoHeads() {
        Farm farm = new Farm(Farm.config("b", 0, server("s").maxconn(1).build()));
        Assigned held = (Assigned) ask(farm, Optional.empty(), new Farm.Ear());
        Farm.Ear any = new Farm.Ear();
        Farm.Ear tied = new Farm.Ear();
        Farm.Ear third = new Farm.Ear();
        ask(farm, Optional.empty(), any);
        Queued own = (Queued) ask(farm, Optional.of(farm.server("b", "s")), tied);
        Queued last = (Queued) ask(farm, Optional.empty(), third);
        assertThat(own.ticket().serverQueueAhead()).isZero();
        assertThat(last.ticket().backendQueueAhead()).isEqualTo(1);
        assertThat(farm.backend("b").counters().queued).hasValue(2);
        held.slot().release();
        held.slot().release();
        assertThat(any.granted).hasSize(1);
        assertThat(tied.granted).isEmpty();
        any.granted.get(0).release();
        assertThat(tied.granted).hasSize(1);
        assertThat(last.ticket().cancel()).isTrue();
        assertThat(last.ticket().cancel()).isFalse();
        tied.granted.get(0).release();
        assertThat(third.granted).isEmpty();
        assertThat(farm.server("b", "s").counters().current).hasValue(0);
        assertThat(farm.server("b", "s").counters().total.sum()).isEqualTo(3);
    }

    @Test
    void aWaiterThatCannotBeToldCostsNobodyElseTheSlot() {
        Farm farm = new Farm(Farm.config("b", 0, server("s").maxconn(1).build()));
        Assigned held = (Assigned) ask(farm, Optional.empty(), new Farm.Ear());
        farm.backend("b").assign(AssignRequest.first(Farm.CLIENT), new ServerPool.Waiter() {
            @Override
            public void granted(ServerSlot slot) {
                throw new RejectedExecutionException("its event loop is shut down");
            }

            @Override
            public void refused(Refusal why) {
                throw new RejectedExecutionException("its event loop is shut down");
            }
        });
        Farm.Ear next = new Farm.Ear();
        ask(farm, Optional.empty(), next);
        held.slot().release();
        assertThat(next.granted).hasSize(1);
        next.granted.get(0).release();
        assertThat(farm.server("b", "s").counters().current).hasValue(0);
    }

    @Test
    void maxqueueLimitsTheServersOwnQueue() {
        Farm farm =
                new Farm(Farm.config("b", 0, server("s").maxconn(1).maxqueue(1).build()));
        Optional<ServerHandle> s = Optional.of(farm.server("b", "s"));
        ask(farm, s, new Farm.Ear());
        assertThat(ask(farm, s, new Farm.Ear())).isInstanceOf(Queued.class);
        assertThat(ask(farm, s, new Farm.Ear())).isEqualTo(new Refused(Refusal.QUEUE_FULL));
        assertThat(ask(farm, Optional.empty(), new Farm.Ear())).isInstanceOf(Queued.class);
    }

    @Test
    void maintenanceMovesTheOwnQueueToOtherServers() {
        Farm farm = new Farm(Farm.config(
                "b", 0, server("s").maxconn(1).build(), server("t").maxconn(2).build()));
        Optional<ServerHandle> s = Optional.of(farm.server("b", "s"));
        ask(farm, s, new Farm.Ear());
        Farm.Ear moved = new Farm.Ear();
        ask(farm, s, moved);
        farm.control("b", "s").maint();
        assertThat(moved.granted).hasSize(1);
        assertThat(moved.granted.get(0).server()).isSameAs(farm.server("b", "t"));
        assertThat(farm.lines.get(0)).contains("1 sessions active, 1 requeued, 0 remaining in queue.");
        assertThat(ask(farm, s, new Farm.Ear())).isEqualTo(new Refused(Refusal.NO_SERVER));
    }

    @Test
    void aDownServerKeepsItsQueueUnlessRedispatchIsOn() {
        for (int redispatch : new int[] {0, -1}) {
            Farm farm = new Farm(Farm.config(
                    "b",
                    redispatch,
                    server("s").maxconn(1).check(Farm.policy()).build(),
                    server("t").maxconn(2).build()));
            Optional<ServerHandle> s = Optional.of(farm.server("b", "s"));
            ask(farm, s, new Farm.Ear());
            Farm.Ear waiting = new Farm.Ear();
            ask(farm, s, waiting);
            farm.checks.put("s", Farm.REFUSED);
            farm.backends.start();
            farm.clock.advance(java.time.Duration.ofSeconds(30));
            assertThat(farm.server("b", "s").usable()).isFalse();
            assertThat(waiting.granted).hasSize(redispatch == 0 ? 0 : 1);
        }
    }

    @Test
    void whenTheLastServerGoesWaitersAreRefusedOrWaitForItsReturn() {
        for (int redispatch : new int[] {0, -1}) {
            Farm farm =
                    new Farm(Farm.config("b", redispatch, server("s").maxconn(1).build()));
            Assigned held = (Assigned) ask(farm, Optional.empty(), new Farm.Ear());
            Farm.Ear waiting = new Farm.Ear();
            ask(farm, Optional.empty(), waiting);
            farm.control("b", "s").maint();
            held.slot().release();
            assertThat(waiting.refused).hasSize(redispatch == 0 ? 1 : 0);
            farm.control("b", "s").ready();
            assertThat(waiting.granted).hasSize(redispatch == 0 ? 0 : 1);
        }
    }

    @Test
    void stoppingRefusesAll() {
        Farm farm = new Farm(
                Farm.config("b", 0, server("s").maxconn(1).build()),
                Farm.config("free", 0, server("s").build()));
        ask(farm, Optional.empty(), new Farm.Ear());
        Farm.Ear waiting = new Farm.Ear();
        ask(farm, Optional.empty(), waiting);
        farm.backends.stop();
        assertThat(waiting.refused).containsExactly(Refusal.STOPPING);
        assertThat(ask(farm, Optional.empty(), new Farm.Ear())).isEqualTo(new Refused(Refusal.STOPPING));
        assertThat(farm.backend("free").assign(AssignRequest.first(Farm.CLIENT), waiting))
                .isEqualTo(new Refused(Refusal.STOPPING));
    }

    private static Assignment ask(Farm farm, Optional<ServerHandle> only, ServerPool.Waiter waiter) {
        return farm.backend("b").assign(new AssignRequest(Farm.CLIENT, only, Set.of(), Set.of(), false), waiter);
    }
}
