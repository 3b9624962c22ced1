package haproxyj.proxy.config;

import haproxyj.broker.MemoryWatermark;
import haproxyj.proxy.config.tree.Located.Entry;
import haproxyj.proxy.config.tree.Problems;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code vm_memory_high_watermark.relative} and {@code .absolute}, one of which may stand in a broker section. */
final class WatermarkReader {

    private static final String RELATIVE = "vm_memory_high_watermark.relative";
    private static final String ABSOLUTE = "vm_memory_high_watermark.absolute";
    private static final Pattern SHARE = Pattern.compile("[0-9]{0,3}\\.?[0-9]{1,9}");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})([A-Za-z]{0,3})");
    private static final Map<String, Long> UNITS = Map.of(
            "", 1L,
            "kB", 1_000L,
            "MB", 1_000_000L,
            "GB", 1_000_000_000L,
            "KiB", 1L << 10,
            "MiB", 1L << 20,
            "GiB", 1L << 30);
    private static final long LEAST = 1_000_000;

    private final Problems problems;
    private final int brokers;

    WatermarkReader(Problems problems, int brokers) {
        this.problems = problems;
        this.brokers = brokers;
    }

    /** What the section says; without a word RabbitMQ's share, divided among the brokers of the file. */
    MemoryWatermark read(Scope scope) {
        Optional<Entry> relative = scope.own(RELATIVE);
        Optional<Entry> absolute = scope.own(ABSOLUTE);
        if (relative.isPresent() && absolute.isPresent()) {
            problems.error(
                    absolute.get().position(), ABSOLUTE + " and " + RELATIVE + " exclude each other; remove one");
        }
        MemoryWatermark share = MemoryWatermark.relative(MemoryWatermark.DEFAULT.relative() / Math.max(1, brokers));
        return absolute.flatMap(e -> checked(scope, ABSOLUTE, e, size(scope.text(ABSOLUTE))))
                .or(() -> relative.flatMap(e -> checked(scope, RELATIVE, e, share(scope.text(RELATIVE)))))
                .orElse(share);
    }

    private Optional<MemoryWatermark> checked(Scope scope, String name, Entry entry, Optional<MemoryWatermark> read) {
        if (read.isEmpty() && scope.text(name).isPresent()) {
            problems.error(
                    entry.value().position(),
                    name + " wants " + scope.key(name).form().wants()
                            + (name.equals(RELATIVE) ? ", above 0 and at most 1" : ", at least 1MB") + ", found "
                            + entry.value().shown());
        }
        return read;
    }

    private static Optional<MemoryWatermark> share(Optional<String> text) {
        return text.filter(t -> SHARE.matcher(t).matches())
                .map(t -> new BigDecimal(t).doubleValue())
                .filter(share -> share > 0 && share <= 1)
                .map(MemoryWatermark::relative);
    }

    private static Optional<MemoryWatermark> size(Optional<String> text) {
        return text.map(SIZE::matcher)
                .filter(Matcher::matches)
                .filter(m -> UNITS.containsKey(m.group(2)))
                .map(m -> Long.parseLong(m.group(1)) * UNITS.getOrDefault(m.group(2), 1L))
                .filter(octets -> octets >= LEAST)
                .map(MemoryWatermark::absolute);
    }
}
