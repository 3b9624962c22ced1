package haproxyj.broker.wire;

import haproxyj.broker.AmqpException;
import haproxyj.broker.ReplyCode;
import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * Methods from and to octets, driven by the rows of {@link MethodSpec}: there is no code per method.
 *
 * <p>Threading: an instance belongs to one connection's event loop (it remembers strings); encoding is static.
 */
public final class MethodCodec {
    private final ShortStrings strings = new ShortStrings();

    /**
     * Decodes the payload of a method frame.
     *
     * @throws AmqpException 540 for a method the protocol does not have, 502 for fields that do not fit
     */
    public Method decode(ByteBuf payload) throws AmqpException {
        Octets.need(payload, 4, "method frame");
        int classId = payload.readUnsignedShort();
        int methodId = payload.readUnsignedShort();
        Optional<MethodSpec> spec = MethodTable.find(classId, methodId);
        if (spec.isEmpty()) {
            throw new AmqpException(ReplyCode.NOT_IMPLEMENTED, "unknown method " + classId + "." + methodId);
        }
        Method method = fields(spec.get(), payload);
        if (payload.isReadable()) {
            throw Octets.malformed(method.spec().label() + ", octets left over");
        }
        return method;
    }

    private Method fields(MethodSpec spec, ByteBuf in) throws AmqpException {
        Method method = new Method(spec);
        int bits = 0;
        int bitsLeft = 0;
        for (int i = 0; i < spec.fieldCount(); i++) {
            FieldType type = spec.fieldType(i);
            if (type == FieldType.BIT) {
                if (bitsLeft == 0) {
                    Octets.need(in, 1, spec.label());
                    bits = in.readUnsignedByte();
                    bitsLeft = 8;
                }
                method.numbers[i] = bits & 1;
                bits >>>= 1;
                bitsLeft--;
                continue;
            }
            bitsLeft = 0;
            if (type.number()) {
                method.numbers[i] = number(type, in, spec);
            } else {
                method.objects[i] = object(type, in);
            }
        }
        return method;
    }

    private static long number(FieldType type, ByteBuf in, MethodSpec spec) throws AmqpException {
        int size = size(type);
        Octets.need(in, size, spec.label());
        return switch (size) {
            case 1 -> in.readUnsignedByte();
            case 2 -> in.readUnsignedShort();
            case 4 -> in.readUnsignedInt();
            default -> in.readLong();
        };
    }

    private Object object(FieldType type, ByteBuf in) throws AmqpException {
        return switch (type) {
            case SHORTSTR -> strings.read(in);
            case LONGSTR -> Octets.readLongString(in);
            default -> FieldTable.read(in);
        };
    }

    private static int size(FieldType type) {
        return switch (type) {
            case OCTET -> 1;
            case SHORT -> 2;
            case LONG -> 4;
            default -> 8;
        };
    }

    /** Appends class id, method id and fields: the payload of a method frame. */
    public static void encode(Method method, ByteBuf out) {
        MethodSpec spec = method.spec();
        out.writeShort(spec.classId()).writeShort(spec.methodId());
        int bits = 0;
        int bitCount = 0;
        for (int i = 0; i < spec.fieldCount(); i++) {
            FieldType type = spec.fieldType(i);
            boolean bit = type == FieldType.BIT;
            if (bitCount == 8 || (!bit && bitCount > 0)) {
                out.writeByte(bits);
                bits = 0;
                bitCount = 0;
            }
            if (bit) {
                bits |= (int) method.numbers[i] << bitCount++;
            } else {
                write(method, i, type, out);
            }
        }
        if (bitCount > 0) {
            out.writeByte(bits);
        }
    }

    private static void write(Method method, int position, FieldType type, ByteBuf out) {
        switch (type) {
            case SHORTSTR -> Octets.writeShortString(out, (String) method.object(position));
            case LONGSTR -> Octets.writeLongString(out, (byte[]) method.object(position));
            case TABLE -> FieldTable.writeObject(method.object(position), out);
            case OCTET -> out.writeByte((int) method.numbers[position]);
            case SHORT -> out.writeShort((int) method.numbers[position]);
            case LONG -> out.writeInt((int) method.numbers[position]);
            default -> out.writeLong(method.numbers[position]);
        }
    }
}
