package haproxyj.bench.proxy;

import haproxyj.bench.process.Child;
import haproxyj.bench.process.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The shipped command {@code haproxy-j}: as a proxy, as a broker, or both, whatever its file says. */
public final class HaproxyJ implements Proxy {
    private static final String READY = "haproxy-j ready";
    private static final int REMEMBERED_LINES = 200;
    /** The first start builds the product. */
    private static final long START_SECONDS = 300;

    private final String name;
    private final Child child;
    private final LogBook log;

    private HaproxyJ(String name, Child child, LogBook log) {
        this.name = name;
        this.child = child;
        this.log = log;
    }

    /** Starts it as a proxy and waits for its ready line. */
    public static HaproxyJ start(Workspace workspace, Path command, String name, ProxySpec spec)
            throws IOException, InterruptedException {
        return start(workspace, command, name, ClusterYaml.write(spec), Map.of());
    }

    /** Starts it as a proxy with further variables of the launcher, and waits for its ready line. */
    public static HaproxyJ start(
            Workspace workspace, Path command, String name, ProxySpec spec, Map<String, String> environment)
            throws IOException, InterruptedException {
        return start(workspace, command, name, ClusterYaml.write(spec), environment);
    }

    /** Starts it with the text of a YAML file and waits for its ready line. */
    public static HaproxyJ start(Workspace workspace, Path command, String name, String yaml)
            throws IOException, InterruptedException {
        return start(workspace, command, name, yaml, Map.of());
    }

    /**
     * Starts it with the text of a YAML file and waits for its ready line.
     *
     * @param environment further variables of the launcher, such as HAPROXY_J_JAVA
     * @throws IOException when it does not become ready; the message holds what it said
     */
    public static HaproxyJ start(
            Workspace workspace, Path command, String name, String yaml, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path file = workspace.write(name.replaceAll("\\W", "_") + ".yml", yaml);
        LogBook log = new LogBook();
        CountDownLatch ready = new CountDownLatch(1);
        ConcurrentLinkedDeque<String> output = new ConcurrentLinkedDeque<>();
        Child child = workspace.start(name, List.of(command.toString(), "-f", file.toString()), environment, line -> {
            if (line.startsWith(READY)) {
                ready.countDown();
            }
            log.offer(line);
            if (ready.getCount() > 0 && output.size() < REMEMBERED_LINES) {
                output.add(line);
            }
        });
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!ready.await(50, TimeUnit.MILLISECONDS)) {
            if (!child.isAlive() || System.nanoTime() > deadline) {
                child.end();
                throw new IOException(command + " did not get ready with this file:\n" + yaml + "It said:\n"
                        + String.join("\n", output));
            }
        }
        return new HaproxyJ(name, child, log);
    }

    @Override
    public Child child() {
        return child;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public LogBook log() {
        return log;
    }

    @Override
    public void close() {
        child.end();
    }
}
