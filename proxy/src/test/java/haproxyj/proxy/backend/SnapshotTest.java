package haproxyj.proxy.backend;

import static haproxyj.proxy.backend.ServerBuilder.server;
import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.backend.Assignment.Assigned;
import haproxyj.proxy.config.BackendConfig;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who serves, by what is usable: manual 5.2, backup and weight. */
class SnapshotTest {
    private final BackendConfig config = Farm.config(
            "b",
            0,
            server("a1").build(),
            server("b1").backup().build(),
            server("a2").build(),
            server("b2").backup().build(),
            server("never").weight(0).build());

    @Test
    void whoServesByWhoIsDown() {
        assertThat(serving(config, "")).isEqualTo("a1 a2");
        assertThat(serving(config, "a1")).isEqualTo("a2");
        assertThat(serving(config, "b1")).isEqualTo("a1 a2");
        assertThat(serving(config, "a1 a2")).isEqualTo("b1");
        assertThat(serving(config, "a1 a2 b1")).isEqualTo("b2");
        assertThat(serving(config, "a1 a2 b1 b2")).isEmpty();
        BackendConfig all = new BackendConfig(
                config.name(),
                config.mode(),
                config.balance(),
                config.servers(),
                config.retries(),
                config.redispatch(),
                config.fallThrough(),
                true,
                config.timeouts(),
                config.keepalive(),
                config.check(),
                config.splice());
        assertThat(serving(all, "a1 a2")).isEqualTo("b1 b2");
        assertThat(serving(all, "a1")).isEqualTo("a2");
    }

    @Test
    void fallThroughGoesThroughActivesThenBackupsInFileOrder() {
        Farm farm = new Farm(config);
        Set<ServerHandle> failed = new HashSet<>();
        Set<String> firstTwo = new TreeSet<>();
        for (int i = 0; i < 2; i++) {
            ServerHandle next = next(farm, failed, true).orElseThrow();
            firstTwo.add(next.config().name());
            failed.add(next);
        }
        assertThat(firstTwo).containsExactly("a1", "a2");
        assertThat(next(farm, failed, false)).isEmpty();
        for (String name : List.of("b1", "b2")) {
            ServerHandle next = next(farm, failed, true).orElseThrow();
            assertThat(next.config().name()).isEqualTo(name);
            failed.add(next);
        }
        assertThat(next(farm, failed, true)).isEmpty();
    }

    @Test
    void anAvoidedServerIsTakenWhenItIsTheOnlyOne() {
        Farm farm = new Farm(config);
        Server a1 = farm.server("b", "a1");
        for (int i = 0; i < 4; i++) {
            assertThat(avoiding(farm, a1)).isSameAs(farm.server("b", "a2"));
        }
        farm.control("b", "a2").maint();
        assertThat(avoiding(farm, a1)).isSameAs(a1);
    }

    private static ServerHandle avoiding(Farm farm, Server server) {
        AssignRequest request = new AssignRequest(Farm.CLIENT, Optional.empty(), Set.of(server), Set.of(), false);
        return ((Assigned) farm.backend("b").assign(request, new Farm.Ear()))
                .slot()
                .server();
    }

    private static Optional<ServerHandle> next(Farm farm, Set<ServerHandle> failed, boolean backups) {
        AssignRequest request = new AssignRequest(Farm.CLIENT, Optional.empty(), Set.of(), Set.copyOf(failed), backups);
        Assignment answer = farm.backend("b").assign(request, new Farm.Ear());
        return answer instanceof Assigned assigned ? Optional.of(assigned.slot().server()) : Optional.empty();
    }

    private static String serving(BackendConfig config, String down) {
        Farm farm = new Farm(config);
        Arrays.stream(down.split(" "))
                .filter(n -> !n.isEmpty())
                .forEach(n -> farm.control("b", n).maint());
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < 10; i++) {
            Assignment answer = farm.backend("b").assign(AssignRequest.first(Farm.CLIENT), new Farm.Ear());
            if (answer instanceof Assigned assigned) {
                names.add(assigned.slot().server().config().name());
            }
        }
        return names.stream().collect(Collectors.joining(" "));
    }
}
