package haproxyj.bench.failover;

import haproxyj.bench.Statistics;
import haproxyj.bench.failover.Round.Event;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects rounds and shows medians: a block per event, a row per metric, a column per contestant. One owner. */
final class FailoverReport {
    private final String brokers;
    private final int interMillis;
    private final int probeMillis;
    private final Map<Event, Map<Contestant, List<Map<Metric, Double>>>> rounds = new EnumMap<>(Event.class);

    FailoverReport(String brokers, int interMillis, int probeMillis) {
        this.brokers = brokers;
        this.interMillis = interMillis;
        this.probeMillis = probeMillis;
    }

    void add(Event event, Contestant contestant, Map<Metric, Double> metrics) {
        rounds.computeIfAbsent(event, key -> new EnumMap<>(Contestant.class))
                .computeIfAbsent(contestant, key -> new ArrayList<>())
                .add(metrics);
    }

    private static Statistics statistics(List<Map<Metric, Double>> played, Metric metric) {
        return Statistics.of(played.stream()
                .map(metrics -> metrics.getOrDefault(metric, Double.NaN))
                .toList());
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("brokers", brokers);
        settings.put("interMillis", interMillis);
        settings.put("rise", 2);
        settings.put("fall", 3);
        settings.put("best", "inter 500ms fastinter 100ms observe layer4 error-limit 1 on-error mark-down, redispatch");
        settings.put("probeEveryMillis", probeMillis);
        settings.put("clientRecoveryIntervalMillis", Publisher.RECOVERY_INTERVAL_MILLIS);
        settings.put("unconfirmedAtMost", Publisher.UNCONFIRMED);
        return settings;
    }

    /** Everything, for {@link haproxyj.bench.Json}. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("settings", settings());
        rounds.forEach((event, byContestant) -> {
            Map<String, Object> columns = new LinkedHashMap<>();
            byContestant.forEach((contestant, played) -> columns.put(contestant.label(), json(played)));
            json.put(event.name(), columns);
        });
        return json;
    }

    private static Map<String, Object> json(List<Map<Metric, Double>> played) {
        Map<String, Object> medians = new LinkedHashMap<>();
        for (Metric metric : Metric.values()) {
            medians.put(metric.name(), statistics(played, metric).median());
        }
        return Map.of(
                "medians",
                medians,
                "rounds",
                played.stream().map(FailoverReport::named).toList());
    }

    private static Map<String, Object> named(Map<Metric, Double> metrics) {
        Map<String, Object> named = new LinkedHashMap<>();
        metrics.forEach((metric, value) -> named.put(metric.name(), value));
        return named;
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("Fail-over, median (least..most). ").append(settings());
        out.append('\n');
        rounds.forEach((event, byContestant) -> {
            out.append('\n').append(String.format("%-36s", event == Event.KILL ? "kill -9 rb1" : "SIGSTOP rb1"));
            byContestant.keySet().forEach(contestant -> out.append(String.format("%-26s", contestant.label())));
            for (Metric metric : Metric.values()) {
                out.append('\n').append(String.format("%-36s", metric));
                byContestant.values().forEach(played -> out.append(String.format("%-26s", statistics(played, metric))));
            }
            out.append('\n');
        });
        return out.toString();
    }
}
