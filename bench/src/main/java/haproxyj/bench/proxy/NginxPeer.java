package haproxyj.bench.proxy;

import haproxyj.bench.process.Child;
import haproxyj.bench.process.Listening;
import haproxyj.bench.process.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;

/** nginx as its distributor built it, with the stream module, in the foreground. Keeps no log lines. */
public final class NginxPeer implements Proxy {
    private static final long START_SECONDS = 10;
    private final String name;
    private final Child child;
    private final LogBook log = new LogBook();

    private NginxPeer(String name, Child child) {
        this.name = name;
        this.child = child;
    }

    /** Where Debian installs it. */
    public static Path program() {
        return Path.of("/usr/sbin/nginx");
    }

    /** Whether this machine has it with the stream module. */
    public static boolean isInstalled() {
        return Files.isExecutable(program()) && Files.exists(Path.of(NginxConf.MODULE));
    }

    /** "nginx 1.22.1" as the program says. */
    public static String version() throws IOException {
        Process process = new ProcessBuilder(program().toString(), "-v")
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return text.strip().replaceFirst(".*nginx/", "nginx ");
    }

    /** Starts it as a proxy and waits until it listens. */
    public static NginxPeer start(Workspace workspace, String name, ProxySpec spec)
            throws IOException, InterruptedException {
        return start(
                workspace, name, NginxConf.write(spec), spec.listens().get(0).port());
    }

    /**
     * Starts it with the text of a configuration file and waits until the port answers.
     *
     * @throws IOException when it does not start; the message holds what it said
     */
    public static NginxPeer start(Workspace workspace, String name, String configuration, int port)
            throws IOException, InterruptedException {
        Path file = workspace.write(name.replaceAll("\\W", "_") + ".conf", configuration);
        ConcurrentLinkedDeque<String> output = new ConcurrentLinkedDeque<>();
        List<String> command = List.of(
                program().toString(), "-p", workspace.folder().toString(), "-e", "stderr", "-c", file.toString());
        Child child = workspace.start(name, command, Map.of(), output::add);
        if (!Listening.await(child, port, START_SECONDS)) {
            child.end();
            throw new IOException(
                    "nginx did not start with this file:\n" + configuration + "It said:\n" + String.join("\n", output));
        }
        return new NginxPeer(name, child);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Child child() {
        return child;
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
