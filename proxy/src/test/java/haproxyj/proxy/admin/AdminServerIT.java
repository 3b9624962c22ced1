package haproxyj.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that do not behave. */
@Timeout(60)
class AdminServerIT {

    private final List<Socket> sockets = new ArrayList<>();
    private AdminServer server;

    @BeforeEach
    void start() throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = new AdminServer(any, SampleStatus::snapshot, () -> true);
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    @Test
    void clientsThatNeverFinishTheirRequestAreCutOffAndOthersServedAfterThem() throws IOException {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            slow.add(sending("GET /metrics HTTP/1.1\r\nX-Slow: "));
        }
        String honest = "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        await().atMost(Duration.ofSeconds(20))
                .until(() -> received(sending(honest)).startsWith("HTTP/1.1 200 "));
        for (Socket socket : slow) {
            assertThat(received(socket)).doesNotContain(" 200 ");
        }
    }

    @Test
    void aRequestWithoutAnEndIsCutOff() throws IOException {
        Socket socket = sending("GET /metrics HTTP/1.1\r\n");
        byte[] header = ("X-More: " + "x".repeat(8000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        int sent = 0;
        try {
            while (sent < 10_000) {
                socket.getOutputStream().write(header);
                sent++;
            }
        } catch (SocketException e) {
            // cut off, as it should be
        }
        assertThat(sent).isLessThan(10_000);
    }

    private Socket sending(String text) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
        sockets.add(socket);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String received(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException e) {
            return "";
        }
    }
}
