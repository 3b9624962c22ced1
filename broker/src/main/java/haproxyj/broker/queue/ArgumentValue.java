package haproxyj.broker.queue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Values of field tables compared as RabbitMQ does: by type and value, the width of numbers aside.
 *
 * <p>Threading: stateless.
 */
public final class ArgumentValue {
    private ArgumentValue() {}

    /** Whether the value is of one of AMQP's integer types. */
    public static boolean isInteger(Object value) {
        return value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigInteger;
    }

    /** A form in which equal means equal: integers as long, floats as double, octets by content. */
    public static Object normal(Object value) {
        if (isInteger(value)) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float number) {
            return number.doubleValue();
        }
        return value instanceof byte[] octets ? ByteBuffer.wrap(octets) : value;
    }

    /**
     * Whether the value is of type V, which carries nothing. The field table codec renders it as its only enum constant,
     * because maps of arguments hold no nulls.
     */
    public static boolean isVoid(Object value) {
        return value instanceof Enum<?>;
    }

    /** The type's name in RabbitMQ's error texts. */
    public static String typeName(Object value) {
        if (value instanceof Boolean) {
            return "bool";
        } else if (value instanceof Byte) {
            return "byte";
        } else if (value instanceof Short) {
            return "short";
        } else if (value instanceof Integer) {
            return "signedint";
        } else if (isInteger(value)) {
            return "long";
        } else if (value instanceof Float) {
            return "float";
        } else if (value instanceof Double) {
            return "double";
        } else if (value instanceof BigDecimal) {
            return "decimal";
        } else if (value instanceof List) {
            return "array";
        } else if (value instanceof Map) {
            return "table";
        } else if (value instanceof Instant) {
            return "timestamp";
        } else if (value instanceof byte[]) {
            return "binary";
        }
        return isVoid(value) ? "void" : "longstr";
    }
}
