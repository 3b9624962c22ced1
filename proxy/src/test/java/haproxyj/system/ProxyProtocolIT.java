package haproxyj.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The PROXY protocol (haproxy/doc/proxy-protocol.txt) in both versions, from clients and to servers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxyProtocolIT {

    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    /** What origins got up to "hi!" or the end, one entry per connection. */
    private final Queue<byte[]> first = new ConcurrentLinkedQueue<>();

    private final Origin plain = Origin.named("plain");
    private final Origin text = Origin.of(this::remember);
    private final Origin binary = Origin.of(this::remember);
    private final Queue<byte[]> checks = new ConcurrentLinkedQueue<>();
    private final Origin checked =
            Origin.of(socket -> checks.add(socket.getInputStream().readAllBytes()));
    private final int in = Ports.free();
    private final int out1 = Ports.free();
    private final int out2 = Ports.free();
    private final int through = Ports.free();
    private final int stats = Ports.free();
    private HaproxyJ proxy;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        proxy = HaproxyJ.ready(Files.writeString(folder.resolve("proxy.yml"), """
                global: {stats: "127.0.0.1:%d"}
                defaults: {timeout: {connect: 1s, client: 1m, server: 1m}}
                listen:
                  in: {bind: {address: "127.0.0.1:%d", accept-proxy: true}, server: {s: "127.0.0.1:%d"}}
                  out1: {bind: "127.0.0.1:%d", server: {s: {address: "127.0.0.1:%d", send-proxy: true}}}
                  out2: {bind: "127.0.0.1:%d", server: {s: {address: "127.0.0.1:%d", send-proxy-v2: true}}}
                  through:
                    bind: {address: "127.0.0.1:%d", accept-proxy: true}
                    server: {s: {address: "127.0.0.1:%d", send-proxy: true}}
                  checked:
                    bind: "127.0.0.1:%d"
                    default-server: {check: true, inter: 50ms}
                    option: [tcp-check]
                    tcp-check: [{send: "PING"}, {expect: "x"}]
                    server:
                      c1: {address: "127.0.0.1:%d", send-proxy: true}
                      c2: {address: "127.0.0.1:%d", send-proxy-v2: true}
                      c3: {address: "127.0.0.1:%d", check-send-proxy: true}
                      c4: {address: "127.0.0.1:%d", send-proxy: true, check-send-proxy: false}
                """.formatted(
                        stats,
                        in,
                        plain.port(),
                        out1,
                        text.port(),
                        out2,
                        binary.port(),
                        through,
                        text.port(),
                        Ports.free(),
                        checked.port(),
                        checked.port(),
                        checked.port(),
                        checked.port())));
    }

    @AfterAll
    void stop() {
        proxy.close();
        List.of(plain, text, binary, checked).forEach(Origin::close);
    }

    private void remember(Socket socket) throws IOException {
        StringBuilder got = new StringBuilder();
        while (!got.toString().endsWith("hi!")) {
            int octet = socket.getInputStream().read();
            if (octet < 0) {
                break;
            }
            got.append((char) octet);
        }
        first.add(bytes(got.toString()));
        socket.getOutputStream().write('k');
    }

    private byte[] seenBehind(Client client, String send) {
        first.clear();
        assertThat(client.send(send).read(1)).isEqualTo("k");
        return first.remove();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Sends a header byte by byte through accept-proxy; gives the client as the access log names it. */
    private String loggedFor(byte[] header) {
        int lines = linesOfIn().size();
        try (Client client = Client.to(in)) {
            for (byte each : header) {
                client.send(new byte[] {each});
            }
            client.send("hello");
            assertThat(client.line()).isEqualTo("plain");
            assertThat(client.read(5)).isEqualTo("hello");
            assertThat(client.end().rest()).isEmpty();
        }
        Awaitility.await().until(() -> linesOfIn().size() > lines);
        AccessLine line = AccessLine.parse(linesOfIn().get(lines));
        assertThat(line.brief()).isEqualTo("-- 0 s");
        assertThat(line.bytes()).isEqualTo("plain\nhello".length());
        return line.client();
    }

    private List<String> linesOfIn() {
        return proxy.stdout().stream().filter(line -> line.contains(" in in/")).toList();
    }

    @Test
    void headersNameTheClient() {
        assertThat(loggedFor(bytes("PROXY TCP4 192.0.2.1 198.51.100.7 56324 443\r\n")))
                .isEqualTo("192.0.2.1:56324");
        assertThat(loggedFor(bytes("PROXY TCP6 2001:db8::1 2001:db8::2 56324 443\r\n")))
                .isEqualTo("2001:db8::1:56324");
        assertThat(loggedFor(bytes("PROXY UNKNOWN\r\n"))).startsWith("127.0.0.1:");
        assertThat(loggedFor(
                        HexFormat.of().parseHex(SIGNATURE + "2111000c" + "c0000201" + "c6336407" + "dc04" + "01bb")))
                .isEqualTo("192.0.2.1:56324");
        assertThat(loggedFor(HexFormat.of()
                        .parseHex(SIGNATURE + "21210024" + "20010db8000000000000000000000001"
                                + "20010db8000000000000000000000002" + "dc0401bb")))
                .isEqualTo("2001:db8::1:56324");
        // a type-length-value field (NOOP, 3 octets) behind the addresses is skipped
        assertThat(loggedFor(HexFormat.of()
                        .parseHex(SIGNATURE + "21110012" + "c0000201c6336407dc0401bb" + "040003" + "000000")))
                .isEqualTo("192.0.2.1:56324");
        assertThat(loggedFor(HexFormat.of().parseHex(SIGNATURE + "20000000"))).startsWith("127.0.0.1:");
    }

    @Test
    void malformedHeaderIsClosedAndCounted() {
        Admin admin = new Admin(stats);
        String counter = "haproxy_frontend_request_errors_total{proxy=\"in\"}";
        double before = admin.sample(counter);
        int reached = plain.accepted();
        List<byte[]> wrong = List.of(
                bytes("GET / HTTP/1.1\r\n\r\n"),
                bytes("PROXY TCP4 192.0.2.1 198.51.100.7 65536 443\r\n"),
                bytes("PROXY TCP4 192.0.2.256 198.51.100.7 1 443\r\n"),
                bytes("PROXY TCP4 " + "1".repeat(100) + "\r\n"),
                HexFormat.of().parseHex(SIGNATURE + "3111000c" + "c0000201c6336407dc0401bb"),
                HexFormat.of().parseHex(SIGNATURE + "21110004" + "c0000201"));
        for (byte[] header : wrong) {
            try (Client client = Client.to(in)) {
                assertThat(client.send(header).rest()).isIn("", "RST");
                AccessLine line = AccessLine.of(proxy, client);
                assertThat(line.brief())
                        .as(new String(header, StandardCharsets.ISO_8859_1))
                        .isEqualTo("PR 0 <NOSRV>");
            }
        }
        assertThat(admin.sample(counter) - before).isEqualTo(wrong.size());
        assertThat(plain.accepted()).as("no server was bothered").isEqualTo(reached);
    }

    @Test
    void headerThatNeverComesEndsAsTheClientsDoing() {
        try (Client client = Client.to(in)) {
            assertThat(client.send("PROXY TC").end().rest()).isIn("", "RST");
            assertThat(AccessLine.of(proxy, client).brief()).isEqualTo("CR 0 <NOSRV>");
        }
    }

    @Test
    void versionOneToTheServer() {
        try (Client client = Client.to(out1)) {
            assertThat(seenBehind(client, "hi!"))
                    .asString()
                    .isEqualTo("PROXY TCP4 127.0.0.1 127.0.0.1 " + client.port() + " " + out1 + "\r\nhi!");
        }
        try (Client client = Client.to(through)) {
            assertThat(seenBehind(client, "PROXY TCP6 2001:db8::1 2001:db8::2 56324 443\r\nhi!"))
                    .asString()
                    .matches("PROXY TCP6 2001:db8:(0:0:0:0:0|:)1? ?.* 56324 443\r\nhi!")
                    .satisfies(seen -> {
                        String[] words = seen.split(" ");
                        assertThat(java.net.InetAddress.getByName(words[2]))
                                .isEqualTo(java.net.InetAddress.getByName("2001:db8::1"));
                        assertThat(java.net.InetAddress.getByName(words[3]))
                                .isEqualTo(java.net.InetAddress.getByName("2001:db8::2"));
                    });
        }
    }

    @Test
    void versionTwoToTheServer() {
        try (Client client = Client.to(out2)) {
            ByteBuffer header = ByteBuffer.allocate(31)
                    .put(HexFormat.of().parseHex(SIGNATURE + "2111000c" + "7f000001" + "7f000001"))
                    .putShort((short) client.port())
                    .putShort((short) out2)
                    .put(bytes("hi!"));
            assertThat(seenBehind(client, "hi!")).isEqualTo(header.array());
        }
    }

    private List<String> checked() {
        return checks.stream()
                .map(each -> new String(each, StandardCharsets.ISO_8859_1))
                .distinct()
                .toList();
    }

    @Test
    void checksSpeakForNobody() {
        Awaitility.await("rounds of checks of the four servers")
                .until(() -> checks.size() >= 12 && checked().size() >= 3);
        assertThat(checked())
                .containsExactlyInAnyOrder(
                        "PROXY UNKNOWN\r\nPING",
                        new String(HexFormat.of().parseHex(SIGNATURE + "20000000"), StandardCharsets.ISO_8859_1)
                                + "PING",
                        "PING");
    }
}
