package haproxyj.broker.wire;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Methods and tables with seeded random contents. */
public final class RandomMethods {
    private final Random random;

    public RandomMethods(long seed) {
        this.random = new Random(seed);
    }

    public Method method(MethodSpec spec) {
        Object[] values = new Object[spec.fieldCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(spec.fieldType(i));
        }
        return Method.of(spec, values);
    }

    private Object value(FieldType type) {
        return switch (type) {
            case BIT -> random.nextBoolean();
            case OCTET -> random.nextInt(1 << 8);
            case SHORT -> random.nextInt(1 << 16);
            case LONG -> random.nextLong() & 0xFFFFFFFFL;
            case LONGLONG, TIMESTAMP -> random.nextLong();
            case SHORTSTR -> text(85);
            case LONGSTR -> octets();
            case TABLE -> table(0);
        };
    }

    public byte[] octets() {
        byte[] octets = new byte[random.nextInt(300)];
        random.nextBytes(octets);
        return octets;
    }

    /** Letters of one, two and three octets. */
    String text(int maxLength) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(maxLength); left > 0; left--) {
            text.append("aZ9.-\u00e9\u20ac".charAt(random.nextInt(7)));
        }
        return text.toString();
    }

    public Map<String, Object> table(int depth) {
        Map<String, Object> table = new LinkedHashMap<>();
        for (int left = random.nextInt(6); left > 0; left--) {
            table.put(text(20), tableValue(depth));
        }
        return table;
    }

    private Object tableValue(int depth) {
        return switch (random.nextInt(depth > 3 ? 11 : 13)) {
            case 0 -> random.nextBoolean();
            case 1 -> (byte) random.nextInt();
            case 2 -> (short) random.nextInt();
            case 3 -> random.nextInt();
            case 4 -> random.nextLong();
            case 5 -> random.nextFloat();
            case 6 -> random.nextDouble();
            case 7 -> BigDecimal.valueOf(random.nextInt(), random.nextInt(256));
            case 8 -> Instant.ofEpochSecond(random.nextInt());
            case 9 -> FieldTable.VOID;
            case 10 -> text(50);
            case 11 -> table(depth + 1);
            default -> {
                List<Object> array = new ArrayList<>();
                for (int left = random.nextInt(4); left > 0; left--) {
                    array.add(tableValue(depth + 1));
                }
                yield array;
            }
        };
    }
}
