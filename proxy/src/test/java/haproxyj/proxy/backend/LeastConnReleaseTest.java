package haproxyj.proxy.backend;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.config.BackendConfig;
import haproxyj.proxy.config.ConfigReader;
import haproxyj.proxy.config.tree.ConfigSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A slot given back lowers a server's load, and {@code balance leastconn} must know it at once. */
class LeastConnReleaseTest {

    @ParameterizedTest
    @ValueSource(strings = {"", ", maxconn: 3"})
    void theServerOfAFreedSlotIsNext(String limit) {
        Farm farm = farm(limit);
        List<ServerSlot> slots = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            slots.add(farm.slot("b"));
        }
        for (String name : List.of("two", "three", "one", "two")) {
            ServerSlot freed = slots.stream()
                    .filter(slot -> slot.server().config().name().equals(name))
                    .findFirst()
                    .orElseThrow();
            slots.remove(freed);
            freed.release();
            ServerSlot next = farm.slot("b");
            assertThat(next.server().config().name()).isEqualTo(name);
            slots.add(next);
        }
    }

    @Test
    void aServerThatReturnsCountsWithTheLoadItHasThen() {
        Farm farm = farm("");
        List<ServerSlot> slots = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            slots.add(farm.slot("b"));
        }
        farm.control("b", "two").maint();
        slots.stream()
                .filter(slot -> slot.server().config().name().equals("two"))
                .forEach(ServerSlot::release);
        farm.control("b", "two").ready();
        for (int i = 0; i < 3; i++) {
            assertThat(farm.slot("b").server().config().name()).isEqualTo("two");
        }
    }

    private static Farm farm(String limit) {
        String yaml = """
                listen:
                  b:
                    bind: 127.0.0.1:1000
                    balance: leastconn
                    server:
                      one: {address: 127.0.0.1:1001%1$s}
                      two: {address: 127.0.0.1:1002%1$s}
                      three: {address: 127.0.0.1:1003%1$s}
                """.formatted(limit);
        BackendConfig backend = new ConfigReader(host -> Optional.empty(), 1, Map.of())
                .read(List.of(new ConfigSource("test.yml", yaml)))
                .config()
                .orElseThrow()
                .backends()
                .get(0);
        return new Farm(backend);
    }
}
