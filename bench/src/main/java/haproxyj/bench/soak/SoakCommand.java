package haproxyj.bench.soak;

import haproxyj.bench.Home;
import haproxyj.bench.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** {@code bench/run soak}: random sessions for a while; exit 1 when an octet or a descriptor was lost. */
public final class SoakCommand {
    /** What may follow the command. */
    public static final Set<String> OPTIONS =
            Set.of("time", "seed", "only", "connections", "splice", "relay", "haproxy-j");

    private static final int LARGEST_SEED = 1_000_000;

    private SoakCommand() {}

    /** Exit code 0 when every octet arrived and everything was given back, 1 otherwise. */
    public static int run(Home home, Options options) throws IOException, InterruptedException {
        Path command = home.haproxyJ(options)
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no haproxy-j here; name one with --haproxy-j"));
        SoakRun run = new SoakRun(
                command,
                options.number("seed", 1 + new Random().nextInt(LARGEST_SEED)),
                options.text("only").isPresent() ? options.number("only", 1) : 0,
                options.number("connections", 200),
                options.millis("time", 600_000) / 1000,
                choice(options, "splice", List.of("default", "auto", "always", "off")),
                choice(options, "relay", List.of("default", "channels")));
        System.out.println("seed " + run.seed());
        if (run.only() != 0) {
            System.out.println(Plan.of(run.seed(), run.only()));
        }
        SoakResult result = run.play(System.out);
        System.out.println(result.tally().json());
        System.out.println(result.held());
        if (run.only() == 0) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("seed", run.seed());
            json.put("splice", run.splice());
            json.put("relay", run.relay());
            json.put("connections", run.connections());
            json.put("seconds", run.seconds());
            json.putAll(result.json());
            System.out.println("JSON: " + home.save("soak", json));
        }
        result.faults().forEach(fault -> System.out.println("FAULT: " + fault));
        System.out.println(result.sessions() + " sessions, " + result.faults().size() + " faults, seed " + run.seed());
        return result.faults().isEmpty() ? 0 : 1;
    }

    private static String choice(Options options, String name, List<String> known) {
        String text = options.text(name).orElse("default");
        if (!known.contains(text)) {
            throw new IllegalArgumentException(
                    "option --" + name + " wants one of " + String.join(", ", known) + ", not " + text);
        }
        return text;
    }
}
