package haproxyj.bench;

import haproxyj.bench.failover.FailoverCommand;
import haproxyj.bench.growth.GrowthCommand;
import haproxyj.bench.matrix.MatrixCommand;
import haproxyj.bench.relay.RelayCommand;
import haproxyj.bench.soak.SoakCommand;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** {@code bench/run COMMAND [--option value…]}. Exit 0; 1 when a measurement found what it must not find; 2 for wrong usage or a failed set-up. */
public final class Main {
    private static final String USAGE = """
            usage: bench/run COMMAND [--option value...]

            matrix     closing matrix against HAProxy; exit 1 on a difference without justification
                       --runs N --cells REGEX --haproxy-j COMMAND --save FILE (of HAProxy's table)
            failover   kill -9 and SIGSTOP of the first of two brokers under a publishing client
                       --rounds N --inter 5s|300ms --brokers haproxy-j|rabbitmq --haproxy-j COMMAND
                       --contestants haproxy-j,haproxy-j-best,haproxy-same,haproxy-best --probe-every 5ms
            relay      speed, processor time, latency and memory beside HAProxy and nginx
                       --work connect,keepalive,bulk,latency,memory,start
                       --contestants direct,haproxy-splice,haproxy-copy,nginx,haproxy-j,haproxy-j-channels
                       --pairs N --seconds N --threads N --jdk 17|25|FOLDER --haproxy-j COMMAND
                       --reverse yes (bulk from server to client) --log yes (all of them log each connection)
                       --memory-runs N
            soak       random sessions, every octet checked; exit 1 when one or a descriptor is lost
                       --time 10m --seed N --only ID --connections N --splice auto|always|off --relay channels
            growth     processor time per connection beside idle ones and with many servers; exit 1 when it grows
                       --work idle,picks --rounds N --connections N --warm-up N --threads N --haproxy-j COMMAND
            """;

    private Main() {}

    /** Runs one command. */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(Arrays.asList(arguments)));
    }

    private static int run(List<String> words) throws InterruptedException {
        if (words.isEmpty()) {
            System.err.print(USAGE);
            return 2;
        }
        List<String> rest = words.subList(1, words.size());
        try {
            return switch (words.get(0)) {
                case "matrix" -> MatrixCommand.run(Home.find(), Options.parse(rest, MatrixCommand.OPTIONS));
                case "failover" -> FailoverCommand.run(Home.find(), Options.parse(rest, FailoverCommand.OPTIONS));
                case "relay" -> RelayCommand.run(Home.find(), Options.parse(rest, RelayCommand.OPTIONS));
                case "soak" -> SoakCommand.run(Home.find(), Options.parse(rest, SoakCommand.OPTIONS));
                case "growth" -> GrowthCommand.run(Home.find(), Options.parse(rest, GrowthCommand.OPTIONS));
                default -> throw new IllegalArgumentException("no command " + words.get(0) + "\n" + USAGE);
            };
        } catch (IllegalArgumentException | IOException e) {
            System.err.println("bench: " + e.getMessage());
            return 2;
        }
    }
}
