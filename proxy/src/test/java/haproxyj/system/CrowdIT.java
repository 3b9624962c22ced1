package haproxyj.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More clients than {@code maxconn}: nobody is refused, everybody is served in the end. */
class CrowdIT {

    private static final int CLIENTS = 5000;
    private static final int MAXCONN = 1000;

    @TempDir
    Path folder;

    @Test
    void fiveThousandAgainstAThousand() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ServerSocket origin = new ServerSocket(0, 4096, InetAddress.getByName("127.0.0.1"))) {
            Thread server = new Thread(() -> echoEach(origin, now, most));
            server.setDaemon(true);
            server.start();
            int front = Ports.free();
            Path config = Files.writeString(
                    folder.resolve("crowd.yml"), """
                    defaults: {timeout: {connect: 5s, client: 1m, server: 1m}}
                    listen:
                      crowd:
                        bind: {address: "127.0.0.1:%d", backlog: 8192}
                        maxconn: %d
                        server: {s1: "127.0.0.1:%d"}
                    """.formatted(front, MAXCONN, origin.getLocalPort()));
            try (HaproxyJ proxy = HaproxyJ.ready(config)) {
                assertThat(echoedThrough(front)).isEqualTo(CLIENTS);
                assertThat(most.get()).isBetween(2, MAXCONN);
                assertThat(proxy.alive()).isTrue();
            }
        }
    }

    /** Opens all clients at once, each sends an octet, waits for it, closes; returns how many got theirs. */
    private static int echoedThrough(int port) throws Exception {
        int served = 0;
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < CLIENTS; i++) {
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(new InetSocketAddress("127.0.0.1", port));
                channel.register(selector, SelectionKey.OP_CONNECT);
            }
            while (!selector.keys().isEmpty() && System.nanoTime() < deadline) {
                selector.select(100);
                for (SelectionKey key : selector.selectedKeys()) {
                    served += step(key);
                }
                selector.selectedKeys().clear();
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        }
        return served;
    }

    private static int step(SelectionKey key) throws Exception {
        SocketChannel channel = (SocketChannel) key.channel();
        ByteBuffer octet = ByteBuffer.allocate(1);
        if (key.isConnectable()) {
            channel.finishConnect();
            channel.write(ByteBuffer.wrap(new byte[] {7}));
            key.interestOps(SelectionKey.OP_READ);
            return 0;
        }
        int read = channel.read(octet);
        if (read == 0) {
            return 0;
        }
        channel.close();
        return read == 1 && octet.get(0) == 7 ? 1 : 0;
    }

    private static void echoEach(ServerSocket origin, AtomicInteger now, AtomicInteger most) {
        while (!origin.isClosed()) {
            try {
                Socket socket = origin.accept();
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                Thread one = new Thread(() -> {
                    try (socket) {
                        socket.getOutputStream().write(socket.getInputStream().read());
                        socket.getInputStream().read();
                    } catch (java.io.IOException e) {
                        // the client has gone; the count below is what matters
                    } finally {
                        now.decrementAndGet();
                    }
                });
                one.setDaemon(true);
                one.start();
            } catch (java.io.IOException e) {
                return;
            }
        }
    }
}
