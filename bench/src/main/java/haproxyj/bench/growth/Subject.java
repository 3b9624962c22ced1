package haproxyj.bench.growth;

import haproxyj.bench.growth.GrowthText.Section;
import haproxyj.bench.process.Child;
import haproxyj.bench.process.Listening;
import haproxyj.bench.process.Usage;
import haproxyj.bench.process.Workspace;
import haproxyj.bench.proxy.HaproxyJ;
import haproxyj.bench.proxy.HaproxyPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * A running proxy whose processor time is measured.
 *
 * @param name for tables
 * @param child its process
 * @param sections where it listens
 */
record Subject(String name, Child child, List<Section> sections) {
    private static final long START_SECONDS = 30;

    static Subject haproxyJ(
            Workspace workspace, Path command, List<Section> sections, int maxconn, int threads, int origin)
            throws IOException, InterruptedException {
        String yaml = GrowthText.yaml(sections, maxconn, threads, origin);
        HaproxyJ started = HaproxyJ.start(workspace, command, "haproxy-j", yaml);
        return new Subject("haproxy-j", started.child(), sections);
    }

    static Subject haproxy(Workspace workspace, List<Section> sections, int maxconn, int threads, int origin)
            throws IOException, InterruptedException {
        Path file = workspace.write("growth.cfg", GrowthText.cfg(sections, maxconn, threads, origin));
        ConcurrentLinkedDeque<String> said = new ConcurrentLinkedDeque<>();
        Child child = workspace.start(
                "haproxy",
                List.of(HaproxyPeer.program().toString(), "-db", "-f", file.toString()),
                Map.of(),
                said::add);
        if (!Listening.await(child, sections.get(0).port(), START_SECONDS)) {
            throw new IOException("HAProxy did not start:\n" + String.join("\n", said));
        }
        return new Subject("haproxy", child, sections);
    }

    InetSocketAddress address(int section) {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), sections.get(section).port());
    }

    /** Processor time of one connection, microseconds: the mean over so many. */
    double cost(Opener opener, int section, int connections) throws IOException, InterruptedException {
        long before = Usage.cpuMicros(child);
        opener.open(address(section), connections);
        return (double) (Usage.cpuMicros(child) - before) / connections;
    }
}
