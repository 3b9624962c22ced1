package haproxyj.broker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haproxyj.broker.AmqpException;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BasicPropertiesTest {
    /** content-type "t", headers {a: true}, delivery-mode 2, priority 5, expiration "60", user-id "me". */
    private static final String ALL = "b910" + "0174" + "00000004" + "01617401" + "02" + "05" + "023630" + "026d65";

    private static BasicProperties read(String hex) throws AmqpException {
        return BasicProperties.read(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex)));
    }

    @Test
    void decodesWhatIsThere() throws AmqpException {
        BasicProperties properties = read(ALL);
        assertThat(properties.contentType()).contains("t");
        assertThat(properties.headers()).isEqualTo(Map.of("a", true));
        assertThat(properties.persistent()).isTrue();
        assertThat(properties.priority()).isEqualTo(OptionalInt.of(5));
        assertThat(properties.expiration()).contains("60");
        assertThat(properties.userId()).contains("me");
        assertThat(properties.correlationId()).isEmpty();
        assertThat(ByteBufUtil.hexDump(properties.encoded())).isEqualTo(ALL);
    }

    @Test
    void nothingIsThereInEmptyOnes() throws AmqpException {
        BasicProperties properties = read("0000");
        assertThat(properties.headers()).isEmpty();
        assertThat(properties.persistent()).isFalse();
        assertThat(properties.priority()).isEmpty();
        assertThat(properties.userId()).isEmpty();
    }

    @Test
    void otherHeadersLeaveTheRestAlone() throws AmqpException {
        BasicProperties changed = read(ALL).withHeaders(Map.of("b", 1));
        assertThat(changed.headers()).isEqualTo(Map.of("b", 1));
        assertThat(changed.contentType()).contains("t");
        assertThat(changed.userId()).contains("me");
        assertThat(read("0000").withHeaders(Map.of("b", 1)).headers()).isEqualTo(Map.of("b", 1));
        assertThat(BasicProperties.ofHeaders(Map.of("b", 1)).headers()).isEqualTo(Map.of("b", 1));
    }

    @Test
    void garbageIsRefused() {
        for (int cut = 0; cut < ALL.length(); cut += 2) {
            String shorter = ALL.substring(0, cut);
            assertThatThrownBy(() -> read(shorter)).as(shorter).isInstanceOf(AmqpException.class);
        }
        assertThatThrownBy(() -> read(ALL + "00")).isInstanceOf(AmqpException.class);
        assertThatThrownBy(() -> read("0001")).as("continued flags").isInstanceOf(AmqpException.class);
        assertThatThrownBy(() -> read("2000" + "00000004" + "0161" + "7a01"))
                .as("unknown field type")
                .isInstanceOf(AmqpException.class);
    }
}
