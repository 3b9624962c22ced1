package haproxyj.proxy.admin;

import java.util.List;
import java.util.OptionalLong;

/** Made-up statistics with every kind of row. */
final class SampleStatus {

    private SampleStatus() {}

    static StatusSnapshot snapshot() {
        return new StatusSnapshot(process(), frontends(), backends(), brokers());
    }

    static JvmStats jvm() {
        return new JvmStats(
                4711,
                1_795_374_152,
                93_784,
                19,
                48_234_496,
                OptionalLong.of(536_870_912),
                OptionalLong.of(173),
                OptionalLong.of(65_536));
    }

    static ProcessStatus process() {
        return new ProcessStatus(
                "0.1.0", 2, 20_000, 151, 48_213, 3, false, new RelayStatus(6, 4, 5_000, 163_840, 134_217_728), jvm());
    }

    static List<FrontendStatus> frontends() {
        return List.of(
                new FrontendStatus(
                        "rabbit_cluster",
                        List.of("0.0.0.0:5672", "[::]:5672"),
                        FrontendStatus.State.OPEN,
                        10_000,
                        48_200,
                        counters(150, 0, 48_190)),
                new FrontendStatus(
                        "maintenance",
                        List.of("127.0.0.1:5699"),
                        FrontendStatus.State.STOP,
                        100,
                        0,
                        counters(0, 0, 0)));
    }

    static List<BackendStatus> backends() {
        return List.of(
                new BackendStatus(
                        "rabbit_cluster", "roundrobin", 2, 0, 93_000, 0, 0, counters(150, 4, 48_190), servers()),
                new BackendStatus(
                        "shovel",
                        "leastconn",
                        0,
                        0,
                        61,
                        75,
                        3,
                        counters(0, 0, 12),
                        List.of(server("sh1", "DOWN", ServerCondition.DOWN, false, "L4TOUT", ""))));
    }

    static List<ServerStatus> servers() {
        return List.of(
                server("rb1", "UP", ServerCondition.UP, false, "L7OK", "AMQP 0-9-1 connection.start received"),
                server("rb2", "UP 1/3", ServerCondition.UP, false, "L4CON", "Connection refused"),
                server("rb3", "DOWN 1/2", ServerCondition.DOWN, true, "L4OK", ""),
                server("rb4", "MAINT", ServerCondition.MAINT, false, "UNK", ""),
                server("rb5", "DRAIN", ServerCondition.DRAIN, false, "", ""),
                server("rb6", "no check", ServerCondition.UP, true, "", ""));
    }

    static ServerStatus server(
            String name, String status, ServerCondition condition, boolean backup, String check, String description) {
        boolean up = condition == ServerCondition.UP;
        return new ServerStatus(
                name,
                "192.168.56.120:5672",
                status,
                condition,
                up ? 100 : 0,
                100,
                backup,
                name.equals("rb1") ? 500 : 0,
                0,
                check,
                description,
                check.equals("L4TOUT") ? 2001 : 12,
                3_725,
                up ? 0 : 64,
                up ? 0 : 9,
                up ? 0 : 2,
                counters(up ? 75 : 0, 0, up ? 24_095 : 7));
    }

    static CounterValues counters(int current, int queued, long total) {
        return new CounterValues(
                current,
                current + 12,
                queued,
                total,
                total,
                total * 5_120,
                total * 1_048_576 / 10,
                total > 40_000 ? 10 : 0,
                total % 7,
                0,
                total % 5,
                total % 3,
                1,
                2);
    }

    static List<BrokerStatus> brokers() {
        return List.of(new BrokerStatus("rb1", 12, 48, 7, 1_024, 200, 5_000_000, true, 1_000_000, 999_000, 998_900, 1));
    }
}
