package haproxyj.bench.matrix;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeerTest {
    private static final long BYTES = 300_000;
    private SocketChannel raw;
    private SocketChannel accepted;
    private Peer peer;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            raw = SocketChannel.open(listener.getLocalAddress());
            accepted = listener.accept();
            peer = new Peer(accepted);
        }
    }

    @AfterEach
    void close() throws IOException {
        raw.close();
        accepted.close();
    }

    private void pumpUntil(Peer.Sight sight) {
        await().atMost(10, SECONDS).until(() -> {
            peer.pump();
            return peer.sight() == sight;
        });
    }

    @Test
    void whatAPeerSendsAnotherFindsIntactUpToTheFin() throws IOException {
        Peer sender = new Peer(raw);
        sender.send(BYTES);
        sender.finAtGoal();
        await().atMost(10, SECONDS).until(() -> {
            sender.pump();
            peer.pump();
            return peer.sight() == Peer.Sight.FIN;
        });
        assertThat(peer.received()).isEqualTo(BYTES);
        assertThat(peer.isIntact()).isTrue();
    }

    @Test
    void aDamagedOctetIsNoticed() throws IOException {
        // The pattern starts with offset times 31: 0, 31, 62.
        raw.write(ByteBuffer.wrap(new byte[] {0, 31, 63}));
        raw.shutdownOutput();
        pumpUntil(Peer.Sight.FIN);
        assertThat(peer.isIntact()).isFalse();
    }

    @Test
    void aResetIsNoFin() throws IOException {
        Peer other = new Peer(raw);
        other.reset();
        pumpUntil(Peer.Sight.RST);
        assertThat(peer.isClosed()).isTrue();
    }

    @Test
    void aPeerThatDoesNotReadSeesNothingUntilItDoes() throws IOException {
        peer.reading(false);
        raw.shutdownOutput();
        peer.pump();
        assertThat(peer.sight()).isEqualTo(Peer.Sight.NOTHING);
        peer.reading(true);
        pumpUntil(Peer.Sight.FIN);
    }

    @Test
    void sendingWithoutEndGetsStuckWhenNobodyReads() {
        peer.sendOn();
        long[] before = {-1};
        await().atMost(10, SECONDS).until(() -> {
            before[0] = peer.sent();
            peer.pump();
            return peer.sent() == before[0];
        });
        peer.stopSending();
        peer.pump();
        assertThat(peer.sent()).isEqualTo(before[0]).isPositive();
    }
}
