package haproxyj.broker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haproxyj.broker.AmqpException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldTableTest {

    private static Object decodeOne(String valueHex) throws AmqpException {
        byte[] value = ByteBufUtil.decodeHexDump(valueHex);
        ByteBuf table =
                Unpooled.buffer().writeInt(value.length + 2).writeByte(1).writeByte('k');
        return FieldTable.read(table.writeBytes(value)).get("k");
    }

    @Test
    void everyTypeLetterIsRead() throws AmqpException {
        assertThat(decodeOne("7401")).isEqualTo(true);
        assertThat(decodeOne("62ff")).isEqualTo((byte) -1);
        assertThat(decodeOne("42ff")).isEqualTo((short) 255);
        assertThat(decodeOne("73ffff")).isEqualTo((short) -1);
        assertThat(decodeOne("75ffff")).isEqualTo(65535);
        assertThat(decodeOne("49ffffffff")).isEqualTo(-1);
        assertThat(decodeOne("69ffffffff")).isEqualTo(4294967295L);
        assertThat(decodeOne("6cffffffffffffffff")).isEqualTo(-1L);
        assertThat(decodeOne("4c0000000000000001")).isEqualTo(1L);
        assertThat(decodeOne("663f800000")).isEqualTo(1.0f);
        assertThat(decodeOne("643ff0000000000000")).isEqualTo(1.0d);
        assertThat(decodeOne("440200000064")).isEqualTo(new BigDecimal("1.00"));
        assertThat(decodeOne("5300000002c3a9")).isEqualTo("é");
        assertThat(decodeOne("5300000001ff")).isInstanceOf(FieldTable.OctetString.class);
        assertThat(decodeOne("540000000000000001")).isEqualTo(Instant.ofEpochSecond(1));
        assertThat(decodeOne("547fffffffffffffff")).isEqualTo(Instant.ofEpochSecond(Instant.MAX.getEpochSecond()));
        assertThat(decodeOne("56")).isEqualTo(FieldTable.VOID);
        assertThat(decodeOne("7800000001ff")).isEqualTo(new byte[] {-1});
        assertThat(decodeOne("41000000047401" + "7400")).isEqualTo(List.of(true, false));
        assertThat(decodeOne("4600000003" + "0161" + "56")).isEqualTo(Map.of("a", FieldTable.VOID));
    }

    @Test
    void tablesComeBackAsTheyWent() throws AmqpException {
        long seed = System.nanoTime();
        RandomMethods tables = new RandomMethods(seed);
        for (int i = 0; i < 2_000; i++) {
            Map<String, Object> table = tables.table(0);
            ByteBuf out = Unpooled.buffer();
            FieldTable.write(table, out);
            FieldTable.skip(out.duplicate());
            assertThat(FieldTable.read(out)).as("seed %d", seed).isEqualTo(table);
            assertThat(out.isReadable()).isFalse();
        }
    }

    @Test
    void nestingIsBounded() {
        ByteBuf table = Unpooled.buffer();
        int levels = 1_000;
        for (int level = levels; level > 0; level--) {
            table.writeInt(level * 7 - 4 - 3);
            table.writeByte(1).writeByte('k').writeByte('F');
        }
        table.setInt((levels - 1) * 7, 0);
        assertThatThrownBy(() -> FieldTable.read(table.duplicate())).isInstanceOf(AmqpException.class);
        assertThatThrownBy(() -> FieldTable.skip(table.duplicate())).isInstanceOf(AmqpException.class);
    }

    @Test
    void walkingOverATableAcceptsNothingThatReadingRefuses() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        RandomMethods tables = new RandomMethods(seed);
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            ByteBuf out = Unpooled.buffer();
            FieldTable.write(tables.table(0), out);
            for (int damage = random.nextInt(3); damage > 0; damage--) {
                out.setByte(random.nextInt(out.readableBytes()), random.nextInt());
            }
            if (accepts(FieldTable::skip, out, seed)) {
                accepted++;
                assertThat(accepts(FieldTable::read, out, seed))
                        .as("seed %d", seed)
                        .isTrue();
            }
        }
        assertThat(accepted).isBetween(1, 19_999);
    }

    private interface Parse {
        void apply(ByteBuf in) throws AmqpException;
    }

    private static boolean accepts(Parse parse, ByteBuf octets, long seed) {
        try {
            parse.apply(octets.duplicate());
            return true;
        } catch (AmqpException e) {
            return false;
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }
}
