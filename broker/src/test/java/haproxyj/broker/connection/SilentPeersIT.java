package haproxyj.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import haproxyj.broker.BrokerCounters.Kind;
import haproxyj.broker.BrokerFixture;
import haproxyj.broker.wire.StartParser;
import io.netty.buffer.Unpooled;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What takes seconds by design: heartbeats, and the pause after a wrong password. */
class SilentPeersIT {

    @Test
    void aSilentPeerGetsHeartbeatsAndIsDroppedWhileALiveOneStays() throws Exception {
        try (BrokerFixture broker = new BrokerFixture(config -> config);
                RawPeer peer = new RawPeer(broker.socket())) {
            ConnectionFactory factory = broker.factory();
            factory.setRequestedHeartbeat(1);
            Connection live = factory.newConnection();
            peer.open(1);
            int heartbeats = 0;
            InputStream in = peer.socket().getInputStream();
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                heartbeats += octet == 0xCE ? 1 : 0;
            }
            assertThat(heartbeats).isGreaterThanOrEqualTo(2);
            assertThat(broker.count(Kind.HEARTBEATS_MISSED)).isEqualTo(1);
            await().during(Duration.ofSeconds(1)).until(live::isOpen);
            live.close();
        }
    }

    @Test
    void wrongPasswordsOfOldClientsMeetSilence() throws Exception {
        try (BrokerFixture broker = new BrokerFixture(config -> config);
                RawPeer peer = new RawPeer(broker.socket())) {
            peer.login("wrong");
            byte[] octets = peer.untilClosed();
            assertThat(StartParser.parse(octets, octets.length)).isInstanceOf(StartParser.Start.class);
            long greeting = 8 + Unpooled.wrappedBuffer(octets).getUnsignedInt(3);
            assertThat(octets).as("nothing follows connection.start").hasSize((int) greeting);
            assertThat(broker.count(Kind.LOGINS_REFUSED)).isEqualTo(1);
        }
    }
}
