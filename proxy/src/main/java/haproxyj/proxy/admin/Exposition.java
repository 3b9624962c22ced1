package haproxyj.proxy.admin;

import haproxyj.proxy.admin.Family.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The Prometheus text format 0.0.4 of a snapshot, under the names, types and labels of HAProxy 2.6's own exporter, so that
 * dashboards made for HAProxy fit. What cannot be filled truthfully is left out. Pure; any thread.
 */
public final class Exposition {

    /** The content type to send. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private Exposition() {}

    /** The whole text. */
    public static String render(StatusSnapshot snapshot) {
        StringBuilder to = new StringBuilder(16 * 1024);
        write(to, ProcessMetrics.FAMILIES, List.of(new Subject<>("", snapshot)));
        write(to, FrontendMetrics.FAMILIES, subjects(snapshot.frontends(), "proxy", FrontendStatus::name));
        write(to, BackendMetrics.FAMILIES, subjects(snapshot.backends(), "proxy", BackendStatus::name));
        write(to, ServerMetrics.FAMILIES, servers(snapshot));
        write(to, BrokerMetrics.FAMILIES, subjects(snapshot.brokers(), "broker", BrokerStatus::name));
        return to.toString();
    }

    /** Every family that may be printed, in order. */
    static List<Family<?>> families() {
        return Stream.<List<? extends Family<?>>>of(
                        ProcessMetrics.FAMILIES,
                        FrontendMetrics.FAMILIES,
                        BackendMetrics.FAMILIES,
                        ServerMetrics.FAMILIES,
                        BrokerMetrics.FAMILIES)
                .<Family<?>>flatMap(List::stream)
                .toList();
    }

    /** A value of {@code T} and its labels, written and escaped. */
    private record Subject<T>(String labels, T value) {}

    private static <T> List<Subject<T>> subjects(List<T> values, String label, Function<T, String> name) {
        return values.stream()
                .map(v -> new Subject<>(label(label, name.apply(v)), v))
                .toList();
    }

    private static List<Subject<ServerStatus>> servers(StatusSnapshot snapshot) {
        List<Subject<ServerStatus>> all = new ArrayList<>();
        for (BackendStatus backend : snapshot.backends()) {
            String proxy = label("proxy", backend.name());
            for (ServerStatus server : backend.servers()) {
                all.add(new Subject<>(proxy + ',' + label("server", server.name()), server));
            }
        }
        return all;
    }

    private static <T> void write(StringBuilder to, List<Family<T>> families, List<Subject<T>> subjects) {
        for (Family<T> family : families) {
            int start = to.length();
            head(to, family);
            int body = to.length();
            for (Subject<T> subject : subjects) {
                for (Sample sample : family.samples().apply(subject.value())) {
                    line(to, family.name(), subject.labels(), sample);
                }
            }
            if (to.length() == body) {
                to.setLength(start); // no head without samples
            }
        }
    }

    private static void head(StringBuilder to, Family<?> family) {
        to.append("# HELP ").append(family.name()).append(' ').append(family.help());
        to.append("\n# TYPE ").append(family.name()).append(' ');
        to.append(family.type().text()).append('\n');
    }

    private static void line(StringBuilder to, String name, String labels, Sample sample) {
        String own = sample.label().isEmpty() ? "" : label(sample.label(), sample.labelValue());
        String all = labels.isEmpty() || own.isEmpty() ? labels + own : labels + ',' + own;
        to.append(name);
        if (!all.isEmpty()) {
            to.append('{').append(all).append('}');
        }
        to.append(' ').append(sample.value()).append('\n');
    }

    private static String label(String name, String value) {
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return name + "=\"" + escaped + '"';
    }
}
