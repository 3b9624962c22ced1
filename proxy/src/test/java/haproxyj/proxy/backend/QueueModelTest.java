package haproxyj.proxy.backend;

import static haproxyj.proxy.backend.ServerBuilder.server;
import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.backend.Assignment.Assigned;
import haproxyj.proxy.backend.Assignment.QueueTicket;
import haproxyj.proxy.backend.Assignment.Queued;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random histories of one thread: the invariants of the queues hold after every step. */
class QueueModelTest {

    @Test
    void randomHistoriesKeepEveryPromise() {
        int queued = 0;
        for (long seed = 0; seed < 300; seed++) {
            History history = new History(seed);
            for (int step = 0; step < 120; step++) {
                history.step();
                history.check();
            }
            history.end();
            queued += history.all.size();
        }
        assertThat(queued).as("histories in which nobody waits prove nothing").isGreaterThan(3000);
    }

    private static final class History {
        final long seed;
        final Random random;
        final Farm farm = new Farm(Farm.config(
                "b",
                -1,
                server("s").maxconn(1).build(),
                server("t").maxconn(2).build(),
                server("u").maxconn(3).backup().build()));
        final List<Server> servers = List.of(farm.server("b", "s"), farm.server("b", "t"), farm.server("b", "u"));
        final List<ServerSlot> held = new ArrayList<>();
        /** Still in line, oldest first. */
        final List<Person> line = new ArrayList<>();

        final List<Person> all = new ArrayList<>();

        History(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void step() {
            int kind = random.nextInt(20);
            Server server = servers.get(random.nextInt(3));
            if (kind < 7) {
                ask(Optional.empty());
            } else if (kind < 10) {
                ask(Optional.of(server));
            } else if (kind < 15 && !held.isEmpty()) {
                held.remove(random.nextInt(held.size())).release();
            } else if (kind < 17 && !line.isEmpty()) {
                Person person = line.remove(random.nextInt(line.size()));
                assertThat(person.ticket.orElseThrow().cancel())
                        .as("seed %d", seed)
                        .isTrue();
                person.answers++;
            } else if (kind == 18) {
                line.stream().filter(p -> p.tied.equals(Optional.of(server))).forEach(p -> p.tied = Optional.empty());
                farm.control("b", server.config().name()).maint();
            } else {
                farm.control("b", server.config().name()).ready();
            }
        }

        void ask(Optional<ServerHandle> only) {
            Person person = new Person(only);
            Assignment answer =
                    farm.backend("b").assign(new AssignRequest(Farm.CLIENT, only, Set.of(), Set.of(), false), person);
            if (answer instanceof Assigned assigned) {
                held.add(assigned.slot());
                assertThat(overtaken(assigned.slot(), Long.MAX_VALUE))
                        .as("seed %d", seed)
                        .isFalse();
            } else if (answer instanceof Queued queued) {
                person.ticket = Optional.of(queued.ticket());
                line.add(person);
                all.add(person);
            }
        }

        /** Whether someone older, who could have had this slot, is still in line. */
        boolean overtaken(ServerSlot slot, long arrival) {
            return line.stream().anyMatch(p -> p.number < arrival && couldHave(p, (Server) slot.server()));
        }

        boolean couldHave(Person person, Server server) {
            boolean serving = server.usable()
                    && (!server.config().backup() || farm.backend("b").usableActive() == 0);
            return person.tied.map(tied -> tied == server).orElse(serving);
        }

        void check() {
            for (Server server : servers) {
                long mine =
                        held.stream().filter(slot -> slot.server() == server).count();
                int now = server.counters().current.get();
                assertThat((long) now).as("seed %d %s", seed, server).isEqualTo(mine);
                assertThat(now).isLessThanOrEqualTo(server.config().maxconn());
                boolean waited = line.stream().anyMatch(person -> couldHave(person, server));
                assertThat(waited && !server.full())
                        .as("seed %d idle %s", seed, server)
                        .isFalse();
            }
            int counted = farm.backend("b").counters().queued.get();
            for (Server server : servers) {
                counted += server.counters().queued.get();
            }
            assertThat(counted).as("seed %d", seed).isEqualTo(line.size());
        }

        void end() {
            servers.forEach(s -> farm.control("b", s.config().name()).ready());
            while (!held.isEmpty()) {
                held.remove(held.size() - 1).release();
            }
            check();
            assertThat(all).as("seed %d", seed).allMatch(person -> person.answers == 1);
            assertThat(servers).allMatch(s -> s.kill('K') == 0);
        }

        private final class Person implements ServerPool.Waiter {
            final long number = all.size();
            Optional<ServerHandle> tied;
            Optional<QueueTicket> ticket = Optional.empty();
            int answers;

            Person(Optional<ServerHandle> tied) {
                this.tied = tied;
            }

            @Override
            public void granted(ServerSlot slot) {
                answers++;
                assertThat(overtaken(slot, number)).as("seed %d", seed).isFalse();
                assertThat(line.remove(this)).as("seed %d", seed).isTrue();
                held.add(slot);
            }

            @Override
            public void refused(Refusal why) {
                throw new AssertionError("seed " + seed + ": refused " + why);
            }
        }
    }
}
