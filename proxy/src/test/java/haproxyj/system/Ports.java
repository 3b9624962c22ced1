package haproxyj.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Free ports on loopback, and samples rewritten to use them. */
final class Ports {
    private static final Pattern LOOPBACK_PORT = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");

    private static final int FIRST = 21_000;
    private static final int PORTS = 10_000;

    /** Starts somewhere else in each JVM: two runs of the tests may share the machine. */
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 97 % PORTS));

    private Ports() {}

    /**
     * A free port, never the same twice in this JVM. Below the range from which the kernel takes the ports of clients, so that
     * nobody else takes it before the process under test does.
     */
    static int free() {
        for (int attempt = 0; attempt < PORTS; attempt++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), PORTS);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // taken; try the next one
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new AssertionError("no free port from " + FIRST + " on");
    }

    /**
     * Copies a file of config-samples with every {@code 127.0.0.1:PORT} replaced by a free port.
     *
     * @param moved original port to new port; filled, and used again so that several files fit together
     */
    static Path sample(String name, Path folder, Map<Integer, Integer> moved) {
        try {
            String text =
                    Files.readString(HaproxyJ.ROOT.resolve("config-samples").resolve(name));
            String rewritten = LOOPBACK_PORT
                    .matcher(text)
                    .replaceAll(found ->
                            "127.0.0.1:" + moved.computeIfAbsent(Integer.parseInt(found.group(1)), original -> free()));
            return Files.writeString(folder.resolve(name), rewritten);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An empty map for {@link #sample}. */
    static Map<Integer, Integer> moved() {
        return new LinkedHashMap<>();
    }
}
