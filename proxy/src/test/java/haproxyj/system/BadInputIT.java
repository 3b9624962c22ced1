package haproxyj.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hostile octets on the broker's port: the protocol's error or a close, a counter, no trace, and others are served. */
class BadInputIT {

    private final Map<Integer, Integer> moved = Ports.moved();

    @TempDir
    Path folder;

    private HaproxyJ warren;

    @BeforeEach
    void start() {
        warren = HaproxyJ.ready(Ports.sample("warren.yml", folder, moved));
    }

    @AfterEach
    void stop() {
        warren.close();
    }

    @Test
    void randomBytesEndTheirConnectionAndNothingElse() throws Exception {
        Random random = new Random(20261122);
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[1 + random.nextInt(3000)];
            random.nextBytes(noise);
            answerTo(noise, 100);
        }
        stillServes();
    }

    @Test
    void wrongProtocolHeaderGetsTheRightOne() throws Exception {
        assertThat(answerTo("AMQP\0\3\1\0".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("AMQP\0\0\11\1".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(answerTo("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("AMQP\0\0\11\1".getBytes(StandardCharsets.ISO_8859_1));
        stillServes();
    }

    @Test
    void halfAHeaderThenSilenceThenEnd() throws Exception {
        try (Socket half = connect()) {
            half.getOutputStream().write("AMQP".getBytes(StandardCharsets.ISO_8859_1));
            half.shutdownOutput();
            assertThat(half.getInputStream().read()).isEqualTo(-1);
        }
        stillServes();
    }

    @Test
    void oversizedFrameIsRefused() throws Exception {
        byte[] frame = HexFormat.of().parseHex("414d515000000901" + "010000" + "7fffffff" + "00".repeat(64));
        byte[] answer = answerTo(frame);
        assertThat(answer).as("connection.start came first").startsWith((byte) 1);
        stillServes();
    }

    private void stillServes() throws Exception {
        byte[] hello = answerTo("AMQP\0\0\11\1".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(hello).startsWith((byte) 1, (byte) 0, (byte) 0);
        HttpResponse<String> metrics = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + moved.get(8404) + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        double errors = metrics.body()
                .lines()
                .filter(line -> line.startsWith("haproxyj_broker_protocol_errors_total{") && line.contains("\"rb1\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
        assertThat(errors).as("counted").isPositive();
        assertThat(warren.stderr())
                .as("no exception trace in the log")
                .noneMatch(line -> line.startsWith("\tat ") || line.contains("Exception"));
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", moved.get(5673)), 5000);
        socket.setSoTimeout(15_000);
        return socket;
    }

    /** What the broker says to these octets: all of it until it closes, or the first part if it waits for more. */
    private byte[] answerTo(byte[] octets) throws IOException {
        return answerTo(octets, 15_000);
    }

    private byte[] answerTo(byte[] octets, int patienceMillis) throws IOException {
        try (Socket socket = connect()) {
            socket.setSoTimeout(patienceMillis);
            OutputStream out = socket.getOutputStream();
            try {
                out.write(octets);
                InputStream in = socket.getInputStream();
                byte[] answer = new byte[8192];
                int length = 0;
                while (length < answer.length) {
                    int read;
                    try {
                        read = in.read(answer, length, answer.length - length);
                    } catch (java.net.SocketTimeoutException e) {
                        break;
                    }
                    if (read < 0) {
                        break;
                    }
                    length += read;
                    socket.setSoTimeout(300); // it has spoken; a little more may follow
                }
                return java.util.Arrays.copyOf(answer, length);
            } catch (SocketException e) {
                return new byte[0]; // reset: a close as well
            }
        }
    }
}
