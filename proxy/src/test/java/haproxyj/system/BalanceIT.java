package haproxyj.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Which server gets a connection. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BalanceIT {

    private final Origin a = Origin.named("a");
    private final Origin b = Origin.named("b");
    private final Origin c = Origin.named("c");
    private final int weights = Ports.free();
    private final int least = Ports.free();
    private final int source = Ports.free();
    private final int first = Ports.free();
    private final int warren = Ports.free();
    private final int spares = Ports.free();
    private final int zero = Ports.free();
    private final int random = Ports.free();
    private HaproxyJ proxy;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        String text = "defaults: {timeout: {connect: 1s, client: 1m, server: 1m}}\nlisten:\n"
                + section("weights", weights, "roundrobin", "", ", weight: 2", "", ", weight: 5")
                + section("least", least, "leastconn", "", "", "", "")
                + section("source", source, "source", "", "", "", "")
                + section("first", first, "first", "", ", maxconn: 2", ", maxconn: 1", "")
                + section("warren", warren, "roundrobin", "", ", disabled: true", ", backup: true", ", backup: true")
                + section(
                        "spares",
                        spares,
                        "roundrobin",
                        "option: [allbackups]",
                        ", disabled: true",
                        ", backup: true",
                        ", backup: true")
                + section("zero", zero, "roundrobin", "", ", weight: 0", "", ", backup: true")
                + section("random", random, "random(3)", "", "", "", "");
        proxy = HaproxyJ.ready(Files.writeString(folder.resolve("balance.yml"), text));
    }

    private String section(String name, int port, String balance, String keys, String... extra) {
        List<Origin> origins = List.of(a, b, c);
        StringBuilder text = new StringBuilder("  %s:\n    bind: '127.0.0.1:%d'\n    balance: %s\n    %s\n    server:\n"
                .formatted(name, port, balance, keys));
        for (int i = 0; i < 3; i++) {
            text.append("      %c: {address: '127.0.0.1:%d'%s}\n"
                    .formatted('a' + i, origins.get(i).port(), extra[i]));
        }
        return text.toString();
    }

    @AfterAll
    void stop() {
        proxy.close();
        List.of(a, b, c).forEach(Origin::close);
    }

    private static String served(int port, int times) {
        StringBuilder names = new StringBuilder();
        IntStream.range(0, times).forEach(i -> names.append(Client.servedBy(port)));
        return names.toString();
    }

    /** Connections that stay open, with the server that took each. */
    private static final class Held implements AutoCloseable {
        private final List<Client> clients = new ArrayList<>();
        private final StringBuilder names = new StringBuilder();

        Held open(int port, int times) {
            for (int i = 0; i < times; i++) {
                Client client = Client.to(port);
                clients.add(client);
                names.append(client.line());
            }
            return this;
        }

        /** Ends the last connection to this server. */
        void leave(HaproxyJ proxy, String name) {
            int at = names.lastIndexOf(name);
            names.deleteCharAt(at);
            try (Client client = clients.remove(at)) {
                assertThat(client.end().rest()).isEmpty();
                AccessLine.of(proxy, client);
            }
        }

        @Override
        public void close() {
            clients.forEach(Client::close);
        }
    }

    @Test
    void roundRobinByWeight() {
        String eight = served(weights, 8);
        assertThat(eight.chars().sorted().mapToObj(c -> "" + (char) c).reduce("", String::concat))
                .isEqualTo("aabccccc");
        assertThat(eight + eight).as("spread, not in bursts").doesNotContain("cccc", "aa");
        assertThat(served(weights, 8)).as("the same again").isEqualTo(eight);
    }

    @Test
    void leastConnections() {
        try (Held held = new Held()) {
            held.open(least, 6);
            assertThat(held.names).as("level").matches("(?=.*a.*a)(?=.*b.*b)(?=.*c.*c).{6}");
            held.leave(proxy, "b");
            held.leave(proxy, "b");
            held.open(least, 2);
            assertThat(held.names.substring(4)).isEqualTo("bb");
        }
    }

    @Test
    void sourceStaysAndFirstFills() {
        assertThat(served(source, 6)).matches("a{6}|b{6}|c{6}");
        try (Held held = new Held()) {
            assertThat(held.open(first, 5).names).hasToString("aabcc");
            held.leave(proxy, "b");
            assertThat(held.open(first, 1).names).hasToString("aaccb");
        }
    }

    @Test
    void backupsOnlyWithoutActives() {
        assertThat(served(warren, 3)).as("the first backup alone").isEqualTo("bbb");
        assertThat(served(spares, 4)).as("all of them in turn").isIn("bcbc", "cbcb");
        assertThat(served(zero, 3)).as("weight 0 takes none").isEqualTo("bbb");
        assertThat(served(random, 30)).contains("a", "b", "c");
    }
}
