package haproxyj.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haproxyj.broker.AmqpException;
import haproxyj.broker.BrokerConfig;
import haproxyj.broker.ReplyCode;
import haproxyj.broker.wire.FieldTable;
import haproxyj.broker.wire.Method;
import haproxyj.broker.wire.MethodSpec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandshakeTest {
    private final List<String> done = new ArrayList<>();
    private final Handshake.Effects effects = new Handshake.Effects() {
        @Override
        public void send(Method method) {
            done.add(method.spec().label());
        }

        @Override
        public void tuned(int frameMax, int channelMax, int heartbeatSeconds) {
            done.add("tuned " + frameMax + " " + channelMax + " " + heartbeatSeconds);
        }

        @Override
        public void opened(String virtualHost) {
            done.add("opened " + virtualHost);
        }

        @Override
        public void loginRefused(boolean tell, AmqpException reason) {
            done.add((tell ? "told: " : "silent: ") + reason.replyText());
        }
    };

    private Handshake handshake(boolean loopback) {
        BrokerConfig config = BrokerConfig.defaults("test", List.of());
        Handshake handshake = new Handshake(config, ServerProperties.of(config), loopback, effects);
        handshake.onProtocolHeader();
        return handshake;
    }

    private static Method startOk(String mechanism, byte[] response, boolean wantsClose) {
        Map<String, Object> properties = Map.of("capabilities", Map.of("authentication_failure_close", wantsClose));
        return Method.of(MethodSpec.CONNECTION_START_OK, properties, mechanism, response, "en_US");
    }

    private static byte[] plain(String user, String password) {
        return ("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8);
    }

    private static Method tuneOk(int channelMax, long frameMax, int heartbeat) {
        return Method.of(MethodSpec.CONNECTION_TUNE_OK, channelMax, frameMax, heartbeat);
    }

    @Test
    void leadsFromHeaderToOpen() throws AmqpException {
        Handshake handshake = handshake(true);
        handshake.onMethod(startOk("PLAIN", plain("guest", "guest"), true));
        handshake.onMethod(tuneOk(100, 4096, 7));
        handshake.onMethod(Method.of(MethodSpec.CONNECTION_OPEN, "/", "", false));
        assertThat(done).containsExactly("connection.start", "connection.tune", "tuned 4096 100 7", "opened /");
        assertThat(handshake.state()).isEqualTo(Handshake.State.RUNNING);
        assertThat(handshake.user()).isEqualTo("guest");
    }

    @Test
    void takesAmqplain() throws AmqpException {
        Map<String, Object> login = new LinkedHashMap<>();
        login.put("LOGIN", "guest");
        login.put("PASSWORD", "guest");
        ByteBuf table = Unpooled.buffer();
        FieldTable.write(login, table);
        Handshake handshake = handshake(true);
        handshake.onMethod(startOk("AMQPLAIN", ByteBufUtil.getBytes(table.skipBytes(4)), true));
        assertThat(done).endsWith("connection.tune");
    }

    @Test
    void refusedLoginsNameTheMechanismOnly() throws AmqpException {
        String text =
                "ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN. For details see the broker"
                        + " logfile.";
        handshake(true).onMethod(startOk("PLAIN", plain("guest", "wrong"), true));
        assertThat(done).endsWith("told: " + text);
        handshake(true).onMethod(startOk("PLAIN", plain("nobody", ""), false));
        assertThat(done).endsWith("silent: " + text);
        handshake(false).onMethod(startOk("PLAIN", plain("guest", "guest"), false));
        assertThat(done).as("guest from afar").endsWith("silent: " + text);
        handshake(true).onMethod(startOk("PLAIN", new byte[] {0}, true));
        assertThat(done).endsWith("told: " + text);
        handshake(true).onMethod(startOk("EXTERNAL", new byte[0], true));
        assertThat(done).endsWith("told: " + text.replace("PLAIN", "EXTERNAL"));
        handshake(true).onMethod(startOk("AMQPLAIN", new byte[] {9, 9}, true));
        assertThat(done).endsWith("told: " + text.replace("PLAIN", "AMQPLAIN"));
    }

    @Test
    void limitsAreNotExceeded() {
        assertRefused(tuneOk(2048, 131072, 0), "channel_max");
        assertRefused(tuneOk(0, 131072, 0), "channel_max");
        assertRefused(tuneOk(2047, 131073, 0), "frame_max");
        assertRefused(tuneOk(2047, 0, 0), "frame_max");
        assertRefused(tuneOk(2047, 4095, 0), "lower than the minimum");
    }

    private void assertRefused(Method tuneOk, String text) {
        Handshake handshake = handshake(true);
        assertThatThrownBy(() -> {
                    handshake.onMethod(startOk("PLAIN", plain("guest", "guest"), true));
                    handshake.onMethod(tuneOk);
                })
                .isInstanceOfSatisfying(AmqpException.class, e -> {
                    assertThat(e.replyCode()).isEqualTo(ReplyCode.NOT_ALLOWED);
                    assertThat(e.replyText()).contains(text);
                });
    }

    @Test
    void stepsCannotBeSkipped() {
        Handshake handshake = handshake(true);
        assertThatThrownBy(() -> handshake.onMethod(Method.of(MethodSpec.CONNECTION_OPEN, "/", "", false)))
                .isInstanceOfSatisfying(
                        AmqpException.class, e -> assertThat(e.replyCode()).isEqualTo(ReplyCode.COMMAND_INVALID));
    }
}
