package haproxyj.broker.wire;

import haproxyj.broker.AmqpException;
import io.netty.buffer.ByteBuf;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Field tables (specification 4.2.5.5, with the type letters RabbitMQ and its clients really use).
 *
 * <p>Wire to Java: t Boolean · b Byte · B, s Short · u, I Integer · i, l, L Long · f Float · d Double · D BigDecimal · S
 * String (byte sequences that are not UTF-8: {@link OctetString}) · A List · T Instant · F Map · V {@link #VOID} · x
 * byte[]. Java to wire uses the signed letters of the same width.
 *
 * <p>Threading: stateless. Depth is bounded by {@value #MAX_DEPTH}, size by the frame that holds the table.
 */
public final class FieldTable {
    /** Tables and arrays nested deeper than this are refused with 502. */
    public static final int MAX_DEPTH = 32;

    /** The value of type V, which carries nothing. */
    public static final Object VOID = Void.VOID;

    private enum Void {
        VOID
    }

    /** A long string that is not UTF-8, kept as it came. */
    public record OctetString(byte[] octets) {}

    private FieldTable() {}

    /** Reads a table with its length; keys keep their order, the last of equal keys wins. */
    public static Map<String, Object> read(ByteBuf in) throws AmqpException {
        return readTable(in, 0);
    }

    private static Map<String, Object> readTable(ByteBuf in, int depth) throws AmqpException {
        ByteBuf part = part(in, depth);
        if (!part.isReadable()) {
            return Map.of();
        }
        Map<String, Object> table = new LinkedHashMap<>();
        while (part.isReadable()) {
            String key = Octets.readShortString(part);
            table.put(key, readValue(part, depth));
        }
        return table;
    }

    private static ByteBuf part(ByteBuf in, int depth) throws AmqpException {
        if (depth > MAX_DEPTH) {
            throw Octets.malformed("field table, nested too deeply");
        }
        Octets.need(in, 4, "field table");
        long length = in.readUnsignedInt();
        Octets.need(in, length, "field table");
        return in.readSlice((int) length);
    }

    private static Object readValue(ByteBuf in, int depth) throws AmqpException {
        Octets.need(in, 1, "field table");
        char type = (char) in.readUnsignedByte();
        Octets.need(in, fixedSize(type), "field table");
        return switch (type) {
            case 't' -> in.readByte() != 0;
            case 'b' -> in.readByte();
            case 'B' -> in.readUnsignedByte();
            case 's' -> in.readShort();
            case 'u' -> in.readUnsignedShort();
            case 'I' -> in.readInt();
            case 'i' -> in.readUnsignedInt();
            case 'l', 'L' -> in.readLong();
            case 'f' -> in.readFloat();
            case 'd' -> in.readDouble();
            case 'D' -> {
                int scale = in.readUnsignedByte();
                yield new BigDecimal(BigInteger.valueOf(in.readInt()), scale);
            }
            case 'T' -> instant(in.readLong());
            case 'V' -> VOID;
            case 'S' -> text(Octets.readLongString(in));
            case 'x' -> Octets.readLongString(in);
            case 'F' -> readTable(in, depth + 1);
            case 'A' -> readArray(in, depth + 1);
            default -> throw Octets.malformed("field table, unknown type " + (int) type);
        };
    }

    private static List<Object> readArray(ByteBuf in, int depth) throws AmqpException {
        ByteBuf part = part(in, depth);
        List<Object> array = new ArrayList<>();
        while (part.isReadable()) {
            array.add(readValue(part, depth));
        }
        return array;
    }

    private static int fixedSize(char type) {
        return switch (type) {
            case 't', 'b', 'B' -> 1;
            case 's', 'u' -> 2;
            case 'I', 'i', 'f' -> 4;
            case 'D' -> 5;
            case 'l', 'L', 'd', 'T' -> 8;
            default -> 0;
        };
    }

    private static Instant instant(long seconds) {
        long bounded = Math.max(Instant.MIN.getEpochSecond(), Math.min(Instant.MAX.getEpochSecond(), seconds));
        return Instant.ofEpochSecond(bounded);
    }

    private static Object text(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            return new OctetString(octets);
        }
    }

    /** Walks over a table without building anything: the cheap check of a message's headers. */
    public static void skip(ByteBuf in) throws AmqpException {
        skipEntries(in, 0, true);
    }

    private static void skipEntries(ByteBuf in, int depth, boolean keyed) throws AmqpException {
        if (depth > MAX_DEPTH) {
            throw Octets.malformed("field table, nested too deeply");
        }
        Octets.need(in, 4, "field table");
        long length = in.readUnsignedInt();
        Octets.need(in, length, "field table");
        int end = in.readerIndex() + (int) length;
        while (in.readerIndex() < end) {
            if (keyed) {
                int keyLength = in.readUnsignedByte();
                Octets.need(in, keyLength + 1L, "field table");
                in.skipBytes(keyLength);
            }
            skipValue(in, depth);
        }
        if (in.readerIndex() != end) {
            throw Octets.malformed("field table");
        }
    }

    private static void skipValue(ByteBuf in, int depth) throws AmqpException {
        char type = (char) in.readUnsignedByte();
        switch (type) {
            case 'F' -> skipEntries(in, depth + 1, true);
            case 'A' -> skipEntries(in, depth + 1, false);
            case 'S', 'x' -> {
                Octets.need(in, 4, "field table");
                long length = in.readUnsignedInt();
                Octets.need(in, length, "field table");
                in.skipBytes((int) length);
            }
            default -> {
                int size = fixedSize(type);
                if (size == 0 && type != 'V') {
                    throw Octets.malformed("field table, unknown type " + (int) type);
                }
                Octets.need(in, size, "field table");
                in.skipBytes(size);
            }
        }
    }

    /** Writes a table with its length. Fails on a value of a class the list above does not name. */
    public static void write(Map<String, Object> table, ByteBuf out) {
        writeObject(table, out);
    }

    static void writeObject(Object table, ByteBuf out) {
        int lengthAt = out.writerIndex();
        out.writeInt(0);
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) table).entrySet()) {
            Octets.writeShortString(out, (String) entry.getKey());
            writeValue(entry.getValue(), out);
        }
        out.setInt(lengthAt, out.writerIndex() - lengthAt - 4);
    }

    private static void writeValue(Object value, ByteBuf out) {
        if (value instanceof String text) {
            out.writeByte('S');
            Octets.writeLongString(out, text.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof OctetString text) {
            out.writeByte('S');
            Octets.writeLongString(out, text.octets());
        } else if (value instanceof byte[] octets) {
            out.writeByte('x');
            Octets.writeLongString(out, octets);
        } else if (value instanceof Map<?, ?> table) {
            out.writeByte('F');
            writeObject(table, out);
        } else if (value instanceof List<?> array) {
            writeArray(array, out);
        } else if (value instanceof Boolean flag) {
            out.writeByte('t').writeByte(flag ? 1 : 0);
        } else if (value instanceof Instant time) {
            out.writeByte('T').writeLong(time.getEpochSecond());
        } else if (value == VOID) {
            out.writeByte('V');
        } else if (value instanceof Number number) {
            writeNumber(number, out);
        } else {
            throw new IllegalArgumentException("no field table type for " + value.getClass());
        }
    }

    private static void writeArray(List<?> array, ByteBuf out) {
        int lengthAt = out.writeByte('A').writerIndex();
        out.writeInt(0);
        for (Object element : array) {
            writeValue(element, out);
        }
        out.setInt(lengthAt, out.writerIndex() - lengthAt - 4);
    }

    private static void writeNumber(Number value, ByteBuf out) {
        if (value instanceof Long number) {
            out.writeByte('l').writeLong(number);
        } else if (value instanceof Integer number) {
            out.writeByte('I').writeInt(number);
        } else if (value instanceof Short number) {
            out.writeByte('s').writeShort(number);
        } else if (value instanceof Byte number) {
            out.writeByte('b').writeByte(number);
        } else if (value instanceof Double number) {
            out.writeByte('d').writeDouble(number);
        } else if (value instanceof Float number) {
            out.writeByte('f').writeFloat(number);
        } else if (value instanceof BigDecimal number) {
            out.writeByte('D').writeByte(number.scale());
            out.writeInt(number.unscaledValue().intValueExact());
        } else {
            throw new IllegalArgumentException("no field table type for " + value.getClass());
        }
    }
}
