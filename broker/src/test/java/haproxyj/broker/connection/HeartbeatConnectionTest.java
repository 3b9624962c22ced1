package haproxyj.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import haproxyj.broker.BrokerCounters.Kind;
import haproxyj.broker.BrokerFixture;
import haproxyj.broker.wire.FrameEncoder;
import haproxyj.broker.wire.Method;
import haproxyj.broker.wire.MethodSpec;
import haproxyj.broker.wire.ProtocolHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeartbeatConnectionTest {

    @Test
    void aSilentPeerGetsHeartbeatsAndIsDroppedWhileALiveOneStays() throws Exception {
        try (BrokerFixture broker = new BrokerFixture(config -> config);
                Socket socket = broker.socket()) {
            ConnectionFactory factory = broker.factory();
            factory.setRequestedHeartbeat(1);
            Connection live = factory.newConnection();
            openWithHeartbeat(socket);
            int heartbeats = 0;
            InputStream in = socket.getInputStream();
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                heartbeats += octet == 0xCE ? 1 : 0;
            }
            // start, tune and open-ok end with the same octet as heartbeats do
            assertThat(heartbeats).isGreaterThanOrEqualTo(3 + 2);
            assertThat(broker.count(Kind.HEARTBEATS_MISSED)).isEqualTo(1);
            await().during(Duration.ofSeconds(1)).until(live::isOpen);
            live.close();
        }
    }

    private static void openWithHeartbeat(Socket socket) throws Exception {
        ByteBuf out = Unpooled.buffer().writeBytes(ProtocolHeader.bytes());
        byte[] response = "\0guest\0guest".getBytes(StandardCharsets.UTF_8);
        FrameEncoder.method(0, Method.of(MethodSpec.CONNECTION_START_OK, Map.of(), "PLAIN", response, "en_US"), out);
        FrameEncoder.method(0, Method.of(MethodSpec.CONNECTION_TUNE_OK, 1, 4096, 1), out);
        FrameEncoder.method(0, Method.of(MethodSpec.CONNECTION_OPEN, "/", "", false), out);
        out.readBytes(socket.getOutputStream(), out.readableBytes());
    }
}
