package haproxyj.bench.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a process holds after a run and did not hold before. Pure. */
final class Leaks {
    /** Threads that come and go as the virtual machine and the statistics server like. */
    private static final Pattern FREE_THREADS =
            Pattern.compile("C1 Comp.*|C2 Comp.*|GC Thread.*|VM .*|admin|HTTP-Disp.*");

    private static final Pattern NOW = Pattern.compile(".*_current_(sessions|connections|queue)(\\{.*|$)");
    private static final Pattern HELD = Pattern.compile(".*(pipe|pending|buffer).*");
    private static final Pattern ALLOWED = Pattern.compile(".*(pooled|idle|max|limit|size).*");
    private static final Pattern POOLED_PIPES = Pattern.compile(".*pipe.*(pooled|idle).*|.*(pooled|idle).*pipe.*");

    private Leaks() {}

    /** One line for each; none when all is given back. */
    static List<String> between(Holding before, Holding after) {
        List<String> leaks = new ArrayList<>();
        int pooled = (int) sum(after, POOLED_PIPES);
        after.descriptors().forEach((kind, count) -> {
            int held = before.descriptors().getOrDefault(kind, 0);
            int allowed = kind.equals("pipe") ? Math.max(held, otherPipes(before) + 2 * pooled) : held;
            if (count > allowed) {
                leaks.add("descriptors: " + count + " of kind " + kind + ", " + held + " before"
                        + (allowed > held ? ", " + allowed + " with the pool" : ""));
            }
        });
        after.threads().forEach((name, count) -> {
            int held = before.threads().getOrDefault(name, 0);
            if (count > held && !FREE_THREADS.matcher(name).matches()) {
                leaks.add("threads: " + count + " named " + name + ", " + held + " before");
            }
        });
        after.gauges().forEach((name, value) -> {
            double held = before.gauges().getOrDefault(name, 0.0);
            if (NOW.matcher(name).matches() && value != 0) {
                leaks.add("gauge " + name + " is " + value + " with nobody connected");
            }
            String bare = name.replaceFirst("\\{.*", "");
            double allowed = bare.contains("pipe") ? Math.max(held, pooled) : held;
            if (HELD.matcher(bare).matches() && !ALLOWED.matcher(bare).matches() && value > allowed) {
                leaks.add("gauge " + name + " is " + value + ", " + held + " before");
            }
        });
        return leaks;
    }

    /** Pipe descriptors that were no pooled pipes. */
    private static int otherPipes(Holding before) {
        return Math.max(0, before.descriptors().getOrDefault("pipe", 0) - 2 * (int) sum(before, POOLED_PIPES));
    }

    private static double sum(Holding holding, Pattern names) {
        return holding.gauges().entrySet().stream()
                .filter(entry ->
                        names.matcher(entry.getKey().replaceFirst("\\{.*", "")).matches())
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /**
     * Whether memory grows without end: the mean of the last third of a long run is far above the mean of the second. Short
     * runs have no trend, because a virtual machine grows at first.
     *
     * @param residentKib samples at equal distances
     */
    static boolean isGrossGrowth(List<Long> residentKib) {
        int third = residentKib.size() / 3;
        if (third < 6) {
            return false;
        }
        double second = mean(residentKib.subList(third, 2 * third));
        double last = mean(residentKib.subList(residentKib.size() - third, residentKib.size()));
        return last > 1.3 * second + 32 * 1024;
    }

    private static double mean(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).average().orElse(0);
    }
}
