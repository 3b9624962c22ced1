package haproxyj.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.config.tree.ConfigError;
import haproxyj.proxy.config.tree.ConfigSource;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads configurations with three known host names and four processors. */
final class Reading {

    private static final Map<String, byte[]> HOSTS = Map.of(
            "localhost", new byte[] {127, 0, 0, 1},
            "rb1.example", new byte[] {10, 0, 0, 1},
            "rb2.example", new byte[] {10, 0, 0, 2});

    /** What files in HAProxy's language may ask for. */
    static final Map<String, String> ENVIRONMENT = Map.of("RB1", "10.0.0.1", "EMPTY", "");

    private Reading() {}

    static ConfigResult of(ConfigSource... sources) {
        return new ConfigReader(Reading::resolve, 4, ENVIRONMENT).read(List.of(sources));
    }

    static ConfigResult of(String text) {
        return of(new ConfigSource("t.yml", text));
    }

    /** The configuration of a text that must be right. */
    static Config good(String text) {
        ConfigResult result = of(text);
        assertThat(result.errors()).isEmpty();
        return result.config().orElseThrow();
    }

    /** All findings as lines, errors first. */
    static List<String> lines(ConfigResult result) {
        return Stream.concat(result.errors().stream(), result.warnings().stream())
                .map(ConfigError::toString)
                .toList();
    }

    private static Optional<InetAddress> resolve(String host) {
        byte[] address = HOSTS.get(host);
        try {
            return address == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(host, address));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
