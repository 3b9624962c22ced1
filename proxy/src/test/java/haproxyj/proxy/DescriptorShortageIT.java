package haproxyj.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped command with few descriptors, from the start or all of a sudden. */
class DescriptorShortageIT {
    private static final int CLIENTS = 150;

    private static String listen(int port, int server, String more) {
        return """
                listen:
                  few:
                    bind: "127.0.0.1:%d"
                    timeout: {connect: 5s, client: 60s, server: 60s}
                    %s
                    server:
                      s1: {address: "127.0.0.1:%d"}
                """.formatted(port, more, server);
    }

    private static List<Socket> connect(int port, int count) throws IOException {
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(Greeter.connect(port));
        }
        return clients;
    }

    private static void greetedAndClosed(List<Socket> clients) throws IOException {
        for (Socket client : clients) {
            try (client) {
                assertThat(client.getInputStream().read()).isEqualTo('!');
            }
        }
    }

    /** maxconn comes from the limit; more clients than that wait in the kernel's backlog and nothing ever runs short. */
    @Test
    void aLowLimitLowersMaxconn(@TempDir Path folder) throws Exception {
        int port = ShippedProxy.freePort();
        try (Greeter origin = new Greeter();
                ShippedProxy proxy = ShippedProxy.start(
                        folder,
                        "threads: 2, maxconn: 400, ",
                        listen(port, origin.port(), ""),
                        "ulimit -n 160; ",
                        Map.of())) {
            proxy.ready();
            Matcher said = Pattern.compile("WARN maxconn (\\d+) instead of 400, .* limit of open files is 160, .*"
                            + "allow (\\d+) \\(ulimit -n \\2, or LimitNOFILE=\\2 in a unit of systemd\\)")
                    .matcher(proxy.output());
            assertThat(said.find()).as(proxy.output()).isTrue();
            int maxconn = Integer.parseInt(said.group(1));
            assertThat(maxconn).isBetween(10, 80);
            assertThat(proxy.metric("haproxy_process_max_connections")).isEqualTo(maxconn);
            List<Socket> clients = connect(port, CLIENTS);
            Awaitility.await().until(() -> proxy.metric("haproxy_process_current_connections") == maxconn);
            greetedAndClosed(clients);
            assertThat(origin.served.get()).isEqualTo(CLIENTS);
            assertThat(proxy.line("haproxy_frontend_request_errors_total")).endsWith(" 0");
            assertThat(proxy.output()).doesNotContain("cannot accept").doesNotContain("xception");
        }
    }

    @Test
    void aDefaultThatDoesNotFitIsNoWarning(@TempDir Path folder) throws Exception {
        try (ShippedProxy proxy = ShippedProxy.start(
                folder, "threads: 2, ", listen(ShippedProxy.freePort(), 1, ""), "ulimit -n 160; ", Map.of())) {
            proxy.ready();
            assertThat(proxy.output())
                    .containsPattern("INFO maxconn \\d+ instead of 20000, maxpipes \\d+ instead of 5000")
                    .doesNotContain("WARN");
        }
    }

    @Test
    void tooFewForTenConnectionsIsRefused(@TempDir Path folder) throws Exception {
        try (ShippedProxy proxy = ShippedProxy.start(
                folder, "threads: 2, ", listen(ShippedProxy.freePort(), 1, ""), "ulimit -n 50; ", Map.of())) {
            assertThat(proxy.ended()).as(proxy.output()).isEqualTo(1);
            assertThat(proxy.output())
                    .contains("haproxy-j: too few open files for a start: maxconn ", "the limit of open files is 50")
                    .doesNotContain("ready");
        }
    }

    /** What was promised at start is taken away: accepting pauses, says so, counts, and goes on when it is given back. */
    @Test
    void acceptingPausesAndRecovers(@TempDir Path folder) throws Exception {
        int port = ShippedProxy.freePort();
        try (Greeter origin = new Greeter();
                ShippedProxy proxy = ShippedProxy.start(
                        folder, "threads: 2, maxconn: 400, ", listen(port, origin.port(), ""), "", Map.of())) {
            proxy.ready();
            greetedAndClosed(connect(port, 1));
            int before = proxy.descriptors();
            proxy.limitDescriptors(10);
            List<Socket> clients = connect(port, CLIENTS);
            proxy.says("cannot accept on /127.0.0.1:" + port);
            proxy.limitDescriptors(1000);
            greetedAndClosed(clients);
            assertThat(proxy.line("haproxy_frontend_request_errors_total")).doesNotEndWith(" 0");
            Awaitility.await().until(() -> proxy.metric("haproxy_process_current_connections") == 0);
            // Requests for statistics keep a few.
            Awaitility.await().until(() -> proxy.descriptors() <= before + 8);
            assertThat(proxy.output()).doesNotContain("xception");
        }
    }

    /** The client is in, but there is no descriptor for its server: it is told the end, and nothing leaks. */
    @Test
    void aConnectWithoutDescriptorsEndsTheSession(@TempDir Path folder) throws Exception {
        int port = ShippedProxy.freePort();
        String accept = "accept-proxy: true";
        try (Greeter origin = new Greeter();
                ShippedProxy proxy = ShippedProxy.start(
                        folder, "threads: 1, maxconn: 400, ", proxied(port, origin.port()), "", Map.of())) {
            proxy.ready();
            byte[] header = "PROXY TCP4 10.0.0.1 10.0.0.2 1 2\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            List<Socket> clients = connect(port, 50);
            Awaitility.await().until(() -> proxy.metric("haproxy_process_current_connections") == 50);
            int before = proxy.descriptors();
            proxy.limitDescriptors(10);
            for (Socket client : clients) {
                client.getOutputStream().write(header);
                assertThat(client.getInputStream().read()).as(accept).isEqualTo(-1);
            }
            proxy.says(" RC ");
            proxy.limitDescriptors(1000);
            for (Socket client : clients) {
                client.close();
            }
            Awaitility.await().until(() -> proxy.metric("haproxy_process_current_connections") == 0);
            Awaitility.await().until(() -> proxy.descriptors() <= before - 50 + 8);
            try (Socket again = Greeter.connect(port)) {
                again.getOutputStream().write(header);
                assertThat(again.getInputStream().read()).isEqualTo('!');
            }
            assertThat(origin.served.get()).isEqualTo(1);
            assertThat(proxy.output()).doesNotContain("xception");
        }
    }

    private static String proxied(int port, int server) {
        return listen(port, server, "option: [tcplog]")
                .replace(
                        "bind: \"127.0.0.1:%d\"".formatted(port),
                        "bind: {address: \"127.0.0.1:%d\", accept-proxy: true}".formatted(port));
    }

    /** One pipe for two streams that both fill buffers: one is spliced, the other copied, both arrive. */
    @Test
    void withOnePipeTheOtherStreamIsCopied(@TempDir Path folder) throws Exception {
        int port = ShippedProxy.freePort();
        try (Greeter origin = new Greeter();
                ShippedProxy proxy = ShippedProxy.start(
                        folder, "threads: 1, maxpipes: 1, ", listen(port, origin.port(), ""), "", Map.of())) {
            proxy.ready();
            byte[] sent = new byte[8 << 20];
            for (int i = 0; i < sent.length; i++) {
                sent[i] = (byte) (i * 31 + (i >> 9));
            }
            List<Socket> clients = connect(port, 2);
            List<Thread> senders = new ArrayList<>();
            for (Socket client : clients) {
                Thread sender = new Thread(() -> send(client, sent));
                sender.start();
                senders.add(sender);
            }
            List<byte[]> received = new ArrayList<>();
            // One after the other: while the first one is read the second one stalls, and keeps what carries it.
            for (Socket client : clients) {
                assertThat(client.getInputStream().read()).isEqualTo('!');
                received.add(client.getInputStream().readAllBytes());
            }
            for (Thread sender : senders) {
                sender.join();
            }
            assertThat(received)
                    .allSatisfy(bytes -> assertThat(Arrays.equals(bytes, sent)).isTrue());
            assertThat(proxy.metric("haproxyj_process_pipes_limit")).isEqualTo(1);
            assertThat(proxy.metric("haproxyj_process_pipes")).isEqualTo(1);
        }
    }

    private static void send(Socket to, byte[] what) {
        try {
            to.getOutputStream().write(what);
            to.shutdownOutput();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
