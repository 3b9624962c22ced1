package haproxyj.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses of every kind, several files, and the command started from elsewhere. */
class AddressesIT {

    private static final String DEFAULTS = "defaults: {timeout: {connect: 1s, client: 1m, server: 1m}}\n";

    @TempDir
    Path folder;

    private final Origin origin = Origin.named("s");

    @AfterEach
    void stop() {
        origin.close();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** The ports in the ready line, in order. */
    private static int[] readyPorts(HaproxyJ proxy) {
        Matcher port = Pattern.compile(":(\\d+)(,|$)").matcher(proxy.stdout().get(0));
        return port.results()
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .toArray();
    }

    private static String servedBy(String host, int port) {
        try (Client client = Client.to(host, port)) {
            return client.line();
        }
    }

    @Test
    void severalBindsNamesAndPortZero() throws Exception {
        Path config = file("binds.yml", DEFAULTS + """
                listen:
                  a:
                    bind: ["127.0.0.1:0", "localhost:0", {address: "127.0.0.2:0"}]
                    server: {s: {address: "localhost:%d", check: true}}
                """.formatted(origin.port()));
        try (HaproxyJ proxy = HaproxyJ.ready(config)) {
            int[] ports = readyPorts(proxy);
            assertThat(ports).hasSize(3).doesNotContain(0).doesNotHaveDuplicates();
            assertThat(servedBy("127.0.0.1", ports[0])).isEqualTo("s");
            assertThat(servedBy("localhost", ports[1])).isEqualTo("s");
            assertThat(servedBy("127.0.0.2", ports[2])).isEqualTo("s");
        }
    }

    @Test
    void versionSixOnBothSides() throws Exception {
        try (ServerSocket six = listenOnVersionSix()) {
            assumeTrue(six != null, "no IPv6 on this machine");
            Thread greeter = new Thread(() -> greet(six));
            greeter.setDaemon(true);
            greeter.start();
            Path config = file("six.yml", DEFAULTS + """
                    listen:
                      a: {bind: "[::1]:0", server: {s: "[::1]:%d"}}
                      b: {bind: {address: "[::]:0", v6only: true}, server: {s: "[::1]:%d"}}
                    """.formatted(six.getLocalPort(), six.getLocalPort()));
            try (HaproxyJ proxy = HaproxyJ.ready(config)) {
                int[] ports = readyPorts(proxy);
                assertThat(servedBy("::1", ports[0])).isEqualTo("six");
                assertThat(servedBy("::1", ports[1])).isEqualTo("six");
                assertThat(AccessLine.parse(proxy.awaitAccessLine(" a a/s")).client())
                        .matches("(::1|0:0:0:0:0:0:0:1):\\d+");
                org.assertj.core.api.Assertions.assertThatThrownBy(() -> Client.to(ports[1]))
                        .as("v6only")
                        .hasCauseInstanceOf(java.net.ConnectException.class);
            }
        }
    }

    private static @Nullable ServerSocket listenOnVersionSix() {
        try {
            return new ServerSocket(0, 50, InetAddress.getByName("::1"));
        } catch (IOException e) {
            return null;
        }
    }

    private static void greet(ServerSocket from) {
        while (!from.isClosed()) {
            try (var socket = from.accept()) {
                socket.getOutputStream().write("six\n".getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    @Test
    void unixSocketServer() throws Exception {
        Path path = folder.resolve("origin.sock");
        try (ServerSocketChannel unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            unix.bind(UnixDomainSocketAddress.of(path));
            Thread echo = new Thread(() -> echo(unix));
            echo.setDaemon(true);
            echo.start();
            Path config = file("unix.yml", DEFAULTS + """
                    listen:
                      a: {bind: "127.0.0.1:0", server: {s: {address: "unix@%s", send-proxy: true, check: true, inter: 50ms}}}
                      gone: {bind: "127.0.0.1:0", retries: 0, server: {s: "%s.gone"}}
                    """.formatted(path, path));
            try (HaproxyJ proxy = HaproxyJ.ready(config)) {
                int[] ports = readyPorts(proxy);
                try (Client client = Client.to(ports[0])) {
                    String header = "PROXY TCP4 127.0.0.1 127.0.0.1 " + client.port() + " " + ports[0] + "\r\n";
                    assertThat(client.send("through").read(header.length() + 7)).isEqualTo(header + "through");
                    assertThat(client.end().rest()).isEmpty();
                    assertThat(AccessLine.of(proxy, client).brief()).isEqualTo("-- 0 s");
                }
                try (Client client = Client.to(ports[1])) {
                    assertThat(client.rest()).isEmpty();
                    assertThat(AccessLine.of(proxy, client).brief()).isEqualTo("SC 0 s");
                }
                assertThat(proxy.stderr()).noneMatch(line -> line.contains("DOWN"));
            }
        }
    }

    private static void echo(ServerSocketChannel from) {
        while (from.isOpen()) {
            try (SocketChannel channel = from.accept()) {
                ByteBuffer buffer = ByteBuffer.allocate(1024);
                while (channel.read(buffer) >= 0) {
                    buffer.flip();
                    channel.write(buffer);
                    buffer.clear();
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                // a check that left early
            }
        }
    }

    @Test
    void severalFilesAreOne() throws Exception {
        Path front = file("front.yml", DEFAULTS + "frontend:\n  f: {bind: '127.0.0.1:0', default_backend: b}\n");
        Path back = file("back.yml", "backend:\n  b: {server: {s: '127.0.0.1:%d'}}\n".formatted(origin.port()));
        try (HaproxyJ proxy = HaproxyJ.start("-f", front.toString(), "-f", back.toString())) {
            proxy.awaitReady();
            assertThat(servedBy("127.0.0.1", readyPorts(proxy)[0])).isEqualTo("s");
            assertThat(proxy.awaitAccessLine(" f b/s ")).contains(" -- ");
        }
    }

    @Test
    void mistakesAcrossFilesNameBoth() throws Exception {
        Path one = file("one.yml", DEFAULTS + "listen:\n  a: {bind: '127.0.0.1:0', server: {s: '127.0.0.1:1'}}\n");
        Path two = file("two.yml", DEFAULTS + "listen:\n  a: {bind: '127.0.0.1:0', server: {s: '127.0.0.1:1'}}\n");
        Path three = file("three.yml", "frontend:\n  f: {bind: '127.0.0.1:0', default_backend: nowhere}\n");
        try (HaproxyJ wrong =
                HaproxyJ.start("-c", "-f", one.toString(), "-f", two.toString(), "-f", three.toString())) {
            assertThat(wrong.awaitExit()).isEqualTo(1);
            assertThat(String.join("\n", wrong.stderr()))
                    .contains("two.yml:1:1: section \"defaults\" may stand in one file only, first at " + one)
                    .contains("two.yml:3:3: the name \"a\" is taken by the section at " + one)
                    .contains("three.yml:2:", "nowhere")
                    .contains("3 errors; nothing was started");
        }
    }

    @Test
    void commandFromElsewhere() throws Exception {
        Path spaced = Files.createDirectory(folder.resolve("a folder"));
        Path link = Files.createSymbolicLink(spaced.resolve("my proxy"), HaproxyJ.ROOT.resolve("haproxy-j"));
        Path second = Files.createSymbolicLink(folder.resolve("second"), Path.of("a folder", "my proxy"));
        Files.writeString(
                spaced.resolve("my file.yml"),
                DEFAULTS
                        + "listen:\n  a: {bind: '127.0.0.1:0', server: {s: '127.0.0.1:%d'}}\n"
                                .formatted(origin.port()));
        try (HaproxyJ proxy = HaproxyJ.startIn(spaced, link.toString(), Map.of(), "-f", "my file.yml")) {
            proxy.awaitReady();
            assertThat(servedBy("127.0.0.1", readyPorts(proxy)[0])).isEqualTo("s");
        }
        try (HaproxyJ check =
                HaproxyJ.startIn(folder, second.toString(), Map.of(), "-c", "-f", "a folder/my file.yml")) {
            assertThat(check.awaitExit()).as("%s", check.stderr()).isZero();
        }
        Files.delete(link); // JUnit warns of links that lead out of its folder
    }

    @Test
    void wrongJavaIsNamed() {
        Map<String, String> wrong = Map.of("HAPROXY_J_JAVA", "/nonexistent/jdk");
        try (HaproxyJ proxy =
                HaproxyJ.startIn(folder, HaproxyJ.ROOT.resolve("haproxy-j").toString(), wrong, "-v")) {
            assertThat(proxy.awaitExit()).isEqualTo(1);
            assertThat(proxy.stdout()).isEmpty();
            assertThat(proxy.stderr()).singleElement().asString().contains("HAPROXY_J_JAVA=/nonexistent/jdk", "17");
        }
    }
}
