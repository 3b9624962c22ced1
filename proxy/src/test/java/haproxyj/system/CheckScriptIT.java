package haproxyj.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that talk: {@code option tcp-check} and {@code option amqp-check}, and the reason a failure gives. */
class CheckScriptIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final List<Origin> origins = new ArrayList<>();
    private HaproxyJ proxy;

    @AfterEach
    void stop() {
        proxy.close();
        origins.forEach(Origin::close);
    }

    private int port(Origin.Script script) {
        Origin origin = Origin.of(script);
        origins.add(origin);
        return origin.port();
    }

    /** An origin that, whatever the proxy asks with four octets, answers so and waits for the end. */
    private int answers(String... parts) {
        return port(socket -> {
            socket.getInputStream().readNBytes(4);
            for (String part : parts) {
                socket.getOutputStream().write(part.getBytes(StandardCharsets.ISO_8859_1));
                socket.getInputStream().readNBytes(part.endsWith("?") ? 2 : 0);
            }
            socket.getInputStream().readAllBytes();
        });
    }

    private void start(String sections) throws IOException {
        proxy = HaproxyJ.ready(Files.writeString(folder.resolve("check.yml"), """
                defaults:
                  timeout: {connect: 1s, client: 1m, server: 1m, check: 300ms}
                  default-server: {check: true, inter: 50ms, rise: 1, fall: 1, init-state: fully-down}
                """ + sections));
    }

    private String why(String server) {
        proxy.awaitLog(server + " ", SOON);
        return proxy.stderr().stream()
                .filter(line -> line.contains("erver " + server + " "))
                .findFirst()
                .orElseThrow()
                .replaceFirst(".*reason: ", "")
                .replaceFirst(", check duration: .*", "");
    }

    private String section(String name, String keys, String... servers) {
        StringBuilder text = new StringBuilder(
                "  " + name + ":\n    bind: '127.0.0.1:" + Ports.free() + "'\n    " + keys + "\n    server:\n");
        for (String server : servers) {
            text.append("      ").append(server).append('\n');
        }
        return text.toString();
    }

    private static String server(String name, int port) {
        return name + ": {address: '127.0.0.1:" + port + "', init-state: " + (name.startsWith("ok") ? "down" : "up")
                + "}";
    }

    @Test
    void scripts() throws Exception {
        start("listen:\n"
                + section(
                        "text",
                        "option: [tcp-check]\n    tcp-check: [{send: 'PING'}, {expect: 'PONG'}, {send-binary: '4f4b'},"
                                + " {expect-binary: '0d0a'}, {not-expect: 'bad', min-recv: 3}]",
                        server("ok", answers("..PO", "NG?", "\r\nfine")),
                        server("first", answers("pong")),
                        server("second", answers("PONG?", "\nagain")),
                        server("unwanted", answers("PONG?", "\r\nbad")),
                        server("mute", answers()),
                        server("closes", port(socket -> socket.getInputStream().readNBytes(4))))
                + section(
                        "regex",
                        "option: [tcp-check]\n    tcp-check: [{send: 'PING'}, {rexpect: '^\\+(PONG|OK)', comment: 'greets'}]",
                        server("ok", answers("+OK")),
                        server("other", answers("-ERR no")))
                + section("connect", "option: [tcp-check]", server("ok", answers())));
        assertThat(why("text/ok")).isEqualTo("Layer7 check passed, info: \"(tcp-check)\"");
        assertThat(why("regex/ok")).isEqualTo("Layer7 check passed, info: \"(tcp-check)\"");
        assertThat(why("connect/ok")).as("no steps").isEqualTo("Layer4 check passed");
        assertThat(why("text/first"))
                .startsWith("Layer7 timeout, info: \"")
                .contains("at step 2 of tcp-check (expect string 'PONG')");
        assertThat(why("text/second"))
                .startsWith("Layer7 timeout")
                .contains("at step 4 of tcp-check (expect binary '0D0A')");
        assertThat(why("text/unwanted"))
                .startsWith("Layer7 invalid response, info: \"")
                .contains("TCPCHK matched unwanted content 'bad' at step 5");
        assertThat(why("text/mute")).startsWith("Layer7 timeout").contains("step 2");
        assertThat(why("text/closes")).startsWith("Layer7 invalid response").contains("step 2");
        assertThat(why("regex/other")).startsWith("Layer7 timeout").contains("step 2", "greets");
    }

    @Test
    void brokers() throws Exception {
        start("listen:\n"
                + section(
                        "any",
                        "option: [amqp-check]",
                        server("ok", greeter("warren")),
                        server("silent", answers()),
                        server("web", answers("HTTP/1.1 400 Bad Request\r\n\r\n")),
                        server("older", answers("AMQP\0\0\10\0")))
                + section(
                        "named",
                        "option: {amqp-check: {cluster_name: warren}}",
                        server("ok", greeter("warren")),
                        server("stranger", greeter("burrow"))));
        assertThat(why("any/ok")).startsWith("Layer7 check passed").contains("warren");
        assertThat(why("named/ok")).startsWith("Layer7 check passed");
        assertThat(why("any/silent")).startsWith("Layer7 timeout");
        assertThat(why("any/web")).startsWith("Layer7 invalid response");
        assertThat(why("any/older")).startsWith("Layer7 invalid response");
        assertThat(why("named/stranger")).startsWith("Layer7 wrong status").contains("burrow", "warren");
    }

    /** An AMQP 0-9-1 broker that says connection.start and no more. */
    private int greeter(String cluster) {
        return port(socket -> {
            byte[] header = socket.getInputStream().readNBytes(8);
            assertThat(header).isEqualTo("AMQP\0\0\11\1".getBytes(StandardCharsets.ISO_8859_1));
            greet(socket, cluster);
            socket.getInputStream().readAllBytes();
        });
    }

    private static void greet(Socket socket, String cluster) throws IOException {
        ByteArrayOutputStream properties = new ByteArrayOutputStream();
        DataOutputStream table = new DataOutputStream(properties);
        for (String[] pair : new String[][] {{"product", "Greeter"}, {"cluster_name", cluster}}) {
            table.writeByte(pair[0].length());
            table.writeBytes(pair[0] + "S");
            table.writeInt(pair[1].length());
            table.writeBytes(pair[1]);
        }
        ByteArrayOutputStream method = new ByteArrayOutputStream();
        DataOutputStream start = new DataOutputStream(method);
        start.writeInt(10 << 16 | 10); // connection.start
        start.writeShort(9); // version 0-9
        start.writeInt(properties.size());
        properties.writeTo(start);
        for (String each : List.of("PLAIN", "en_US")) {
            start.writeInt(each.length());
            start.writeBytes(each);
        }
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeByte(1);
        out.writeShort(0);
        out.writeInt(method.size());
        method.writeTo(out);
        out.writeByte(0xce);
        out.flush();
    }
}
