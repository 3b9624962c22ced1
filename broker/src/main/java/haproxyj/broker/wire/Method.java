package haproxyj.broker.wire;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * One method with its field values, as decoded or to be encoded. Numbers and bits sit in one array, strings and tables in
 * another, so that nothing is boxed on the way of a message.
 *
 * <p>Threading: not to be changed once handed on.
 */
public final class Method {
    private static final long[] NO_NUMBERS = {};
    private static final @Nullable Object[] NO_OBJECTS = {};

    private final MethodSpec spec;
    final long[] numbers;
    final @Nullable Object[] objects;

    Method(MethodSpec spec) {
        this.spec = spec;
        this.numbers = spec.hasNumbers() ? new long[spec.fieldCount()] : NO_NUMBERS;
        this.objects = spec.hasObjects() ? new @Nullable Object[spec.fieldCount()] : NO_OBJECTS;
    }

    /**
     * A method from values in wire order: Boolean for bits, any Number for numbers, String for shortstr, byte[] for
     * longstr, Map for tables.
     */
    @SuppressWarnings("unchecked")
    public static Method of(MethodSpec spec, Object... values) {
        if (values.length != spec.fieldCount()) {
            throw new IllegalArgumentException(spec.label() + " has " + spec.fieldCount() + " fields");
        }
        Method method = new Method(spec);
        for (int i = 0; i < values.length; i++) {
            switch (spec.fieldType(i)) {
                case BIT -> method.numbers[i] = (Boolean) values[i] ? 1 : 0;
                case OCTET, SHORT, LONG, LONGLONG, TIMESTAMP -> method.numbers[i] = ((Number) values[i]).longValue();
                case SHORTSTR -> method.objects[i] = (String) values[i];
                case LONGSTR -> method.objects[i] = (byte[]) values[i];
                case TABLE -> method.objects[i] = (Map<String, Object>) values[i];
            }
        }
        return method;
    }

    /** The row it belongs to. */
    public MethodSpec spec() {
        return spec;
    }

    /** A bit field. */
    public boolean bit(String name) {
        return numbers[spec.position(name)] != 0;
    }

    /** An octet, short, long (unsigned), longlong or timestamp field. */
    public long number(String name) {
        return numbers[spec.position(name)];
    }

    /** A shortstr field, or a longstr field read as UTF-8. */
    public String text(String name) {
        Object value = object(spec.position(name));
        return value instanceof byte[] octets ? new String(octets, StandardCharsets.UTF_8) : (String) value;
    }

    /** A longstr field. */
    public byte[] octets(String name) {
        return (byte[]) object(spec.position(name));
    }

    /** A table field. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> table(String name) {
        return (Map<String, Object>) object(spec.position(name));
    }

    Object object(int position) {
        Object value = objects[position];
        if (value == null) {
            throw new IllegalArgumentException(spec.label() + " has no object at " + position);
        }
        return value;
    }

    /** Name and fields; longstr values are left out because they carry credentials. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", spec.label() + "(", ")");
        for (int i = 0; i < spec.fieldCount(); i++) {
            String value = spec.fieldType(i).number()
                    ? Long.toString(numbers[i])
                    : spec.fieldType(i) == FieldType.LONGSTR ? "…" : String.valueOf(objects[i]);
            text.add(spec.fieldNames().get(i) + "=" + value);
        }
        return text.toString();
    }
}
