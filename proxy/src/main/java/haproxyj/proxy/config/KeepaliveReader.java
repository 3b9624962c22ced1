package haproxyj.proxy.config;

import haproxyj.proxy.config.tree.Located.Entry;
import haproxyj.proxy.config.tree.Problems;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the TCP keepalive settings of one side: {@code option tcpka}, {@code clitcpka}, {@code clitcpka-idle} and so on. */
final class KeepaliveReader {

    private KeepaliveReader() {}

    /** @param side {@code cli} or {@code srv} */
    static Keepalive read(String side, Scope section, Scope options, Problems problems) {
        boolean enabled = options.flag(side + "tcpka") || options.flag("tcpka");
        OptionalInt count = section.whole(side + "tcpka-cnt")
                .map(n -> OptionalInt.of(Math.toIntExact(n)))
                .orElse(OptionalInt.empty());
        return new Keepalive(
                enabled,
                seconds(side + "tcpka-idle", section, problems),
                seconds(side + "tcpka-intvl", section, problems),
                count);
    }

    private static Optional<Duration> seconds(String name, Scope section, Problems problems) {
        Optional<Duration> time = section.time(name);
        if (time.isPresent() && !time.get().equals(Duration.ofSeconds(time.get().toSeconds()))) {
            Optional<Entry> entry = section.find(name);
            entry.ifPresent(e -> problems.error(
                    e.value().position(),
                    name + " wants whole seconds, found " + e.value().shown()));
        }
        return time;
    }
}
