package haproxyj.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haproxyj.proxy.config.Config;
import haproxyj.proxy.config.ConfigReader;
import haproxyj.proxy.config.ConfigResult;
import haproxyj.proxy.config.tree.ConfigSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** All or nothing at start; drain and stop. */
class GenerationTest {
    private static final String LOOPBACK = "127.0.0.1:";

    @Test
    void whatCannotBeBoundTakesBackWhatWas() throws Exception {
        int broker = free();
        int front = free();
        try (ServerSocket taken = listen(0)) {
            Config config = config(broker, front, "stats: " + LOOPBACK + taken.getLocalPort());
            try (Generation generation = new Generation(config)) {
                assertThatThrownBy(generation::start)
                        .isInstanceOf(StartException.class)
                        .hasMessageContaining("stats cannot listen on " + LOOPBACK + taken.getLocalPort());
            }
        }
        listen(broker).close();
        listen(front).close();
    }

    @Test
    void aTakenFrontendOrBrokerIsNamed() throws Exception {
        try (ServerSocket taken = listen(0)) {
            int port = taken.getLocalPort();
            try (Generation generation = new Generation(config(free(), port, ""))) {
                assertThatThrownBy(generation::start)
                        .isInstanceOf(StartException.class)
                        .hasMessageContaining(LOOPBACK + port);
            }
            try (Generation generation = new Generation(config(port, free(), ""))) {
                assertThatThrownBy(generation::start)
                        .isInstanceOf(StartException.class)
                        .hasMessageContaining("broker rb1")
                        .hasMessageContaining(LOOPBACK + port);
            }
        }
    }

    @Test
    void aDrainEndsWithTheLastSession() throws Exception {
        int front = free();
        try (Generation generation = new Generation(config(free(), front, ""))) {
            generation.start();
            assertThat(generation.readyLine()).startsWith("haproxy-j ready: broker rb1 on ");
            CompletionStage<Void> drained;
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), front)) {
                client.getOutputStream().write(new byte[] {'A', 'M', 'Q', 'P', 0, 0, 9, 1});
                assertThat(client.getInputStream().read()).isEqualTo(1);
                drained = generation.drain();
                assertThat(drained.toCompletableFuture()).isNotDone();
            }
            assertThat(drained.toCompletableFuture()).succeedsWithin(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void hardStopAfterBoundsADrain() throws Exception {
        int front = free();
        try (Generation generation = new Generation(config(free(), front, "hard-stop-after: 50ms"))) {
            generation.start();
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), front)) {
                client.getOutputStream().write(new byte[] {'A', 'M', 'Q', 'P', 0, 0, 9, 1});
                assertThat(client.getInputStream().read()).isEqualTo(1);
                assertThat(generation.drain().toCompletableFuture()).succeedsWithin(10, TimeUnit.SECONDS);
            }
        }
    }

    private static Config config(int broker, int front, String global) {
        String yaml = "global: {threads: 1, " + global + "}\n"
                + "broker: {rb1: {bind: '" + LOOPBACK + broker + "'}}\n"
                + "listen: {l: {bind: '" + LOOPBACK + front + "', server: {a: '" + LOOPBACK + broker + "'}}}\n";
        ConfigResult result = new ConfigReader(host -> Optional.empty(), 1, Map.of())
                .read(List.of(new ConfigSource("test.yml", yaml)));
        return result.config().orElseThrow(() -> new AssertionError(result.errors()));
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    private static int free() throws IOException {
        try (ServerSocket socket = listen(0)) {
            return socket.getLocalPort();
        }
    }
}
