package haproxyj.bench.proxy;

import haproxyj.bench.process.Child;
import haproxyj.bench.process.Listening;
import haproxyj.bench.process.Ports;
import haproxyj.bench.process.Workspace;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;

/** HAProxy as its distributor built it, in the foreground, with a syslog socket of ours as its log. */
public final class HaproxyPeer implements Proxy {
    private static final long START_SECONDS = 10;
    private final String name;
    private final Child child;
    private final DatagramSocket syslog;
    private final LogBook log = new LogBook();

    private HaproxyPeer(String name, Child child, DatagramSocket syslog) {
        this.name = name;
        this.child = child;
        this.syslog = syslog;
    }

    /** Where Debian installs it. */
    public static Path program() {
        return Path.of("/usr/sbin/haproxy");
    }

    /** Whether this machine has it. */
    public static boolean isInstalled() {
        return Files.isExecutable(program());
    }

    /** "HAProxy 2.6.12" as the program says. */
    public static String version() throws IOException {
        Process process = new ProcessBuilder(program().toString(), "-v").start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return text.replaceFirst("(?s)^(\\S+) version ([0-9.]+).*", "$1 $2");
    }

    /**
     * Starts it and waits until all its listeners are bound.
     *
     * @throws IOException when it does not start; the message holds what it said
     */
    public static HaproxyPeer start(Workspace workspace, Ports ports, String name, ProxySpec spec)
            throws IOException, InterruptedException {
        int readyPort = ports.take();
        List<ProxySpec.Listen> listens = new ArrayList<>(spec.listens());
        listens.add(new ProxySpec.Listen(
                "bench-ready",
                readyPort,
                Map.of("connect", 100, "client", 100, "server", 100),
                0,
                List.of(),
                List.of()));
        DatagramSocket syslog = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        // A burst of lines must not be dropped by the kernel while the reader waits for a processor.
        syslog.setReceiveBufferSize(4 * 1024 * 1024);
        String text = HaproxyCfg.write(spec.with(listens), syslog.getLocalPort());
        Path file = workspace.write(name.replaceAll("\\W", "_") + ".cfg", text);
        ConcurrentLinkedDeque<String> output = new ConcurrentLinkedDeque<>();
        Child child = workspace.start(
                "haproxy", List.of(program().toString(), "-db", "-f", file.toString()), Map.of(), output::add);
        HaproxyPeer peer = new HaproxyPeer(name, child, syslog);
        Thread reader = new Thread(peer::readSyslog, "haproxy-syslog");
        reader.setDaemon(true);
        reader.start();
        if (!Listening.await(child, readyPort, START_SECONDS)) {
            peer.close();
            throw new IOException("HAProxy did not start with " + file + ":\n" + String.join("\n", output));
        }
        return peer;
    }

    private void readSyslog() {
        DatagramPacket packet = new DatagramPacket(new byte[8192], 8192);
        try {
            while (true) {
                packet.setLength(8192);
                syslog.receive(packet);
                log.offer(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
            }
        } catch (IOException closed) {
            // close() ends the reader.
        }
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
        syslog.close();
    }
}
