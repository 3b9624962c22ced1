package haproxyj.broker.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The methods of AMQP 0-9-1 with RabbitMQ's extensions, one row each: class id, method id, fields in wire order. Codec,
 * names and tests are all derived from these rows.
 *
 * <p>Source: the specification's chapter 1 (Appendix A of the PDF); RabbitMQ's pages on its protocol extensions for
 * connection.blocked, connection.update-secret, exchange.bind, basic.nack and class confirm.
 */
public enum MethodSpec {
    CONNECTION_START(
            10,
            10,
            "version-major octet, version-minor octet, server-properties table, mechanisms longstr, "
                    + "locales longstr"),
    CONNECTION_START_OK(10, 11, "client-properties table, mechanism shortstr, response longstr, locale shortstr"),
    CONNECTION_SECURE(10, 20, "challenge longstr"),
    CONNECTION_SECURE_OK(10, 21, "response longstr"),
    CONNECTION_TUNE(10, 30, "channel-max short, frame-max long, heartbeat short"),
    CONNECTION_TUNE_OK(10, 31, "channel-max short, frame-max long, heartbeat short"),
    CONNECTION_OPEN(10, 40, "virtual-host shortstr, reserved-1 shortstr, reserved-2 bit"),
    CONNECTION_OPEN_OK(10, 41, "reserved-1 shortstr"),
    CONNECTION_CLOSE(10, 50, "reply-code short, reply-text shortstr, class-id short, method-id short"),
    CONNECTION_CLOSE_OK(10, 51, ""),
    CONNECTION_BLOCKED(10, 60, "reason shortstr"),
    CONNECTION_UNBLOCKED(10, 61, ""),
    CONNECTION_UPDATE_SECRET(10, 70, "new-secret longstr, reason shortstr"),
    CONNECTION_UPDATE_SECRET_OK(10, 71, ""),

    CHANNEL_OPEN(20, 10, "reserved-1 shortstr"),
    CHANNEL_OPEN_OK(20, 11, "reserved-1 longstr"),
    CHANNEL_FLOW(20, 20, "active bit"),
    CHANNEL_FLOW_OK(20, 21, "active bit"),
    CHANNEL_CLOSE(20, 40, "reply-code short, reply-text shortstr, class-id short, method-id short"),
    CHANNEL_CLOSE_OK(20, 41, ""),

    ACCESS_REQUEST(30, 10, "realm shortstr, exclusive bit, passive bit, active bit, write bit, read bit"),
    ACCESS_REQUEST_OK(30, 11, "reserved-1 short"),

    EXCHANGE_DECLARE(
            40,
            10,
            "reserved-1 short, exchange shortstr, type shortstr, passive bit, durable bit, "
                    + "auto-delete bit, internal bit, nowait bit, arguments table"),
    EXCHANGE_DECLARE_OK(40, 11, ""),
    EXCHANGE_DELETE(40, 20, "reserved-1 short, exchange shortstr, if-unused bit, nowait bit"),
    EXCHANGE_DELETE_OK(40, 21, ""),
    EXCHANGE_BIND(
            40,
            30,
            "reserved-1 short, destination shortstr, source shortstr, routing-key shortstr, nowait bit, "
                    + "arguments table"),
    EXCHANGE_BIND_OK(40, 31, ""),
    EXCHANGE_UNBIND(
            40,
            40,
            "reserved-1 short, destination shortstr, source shortstr, routing-key shortstr, nowait "
                    + "bit, arguments table"),
    EXCHANGE_UNBIND_OK(40, 51, ""),

    QUEUE_DECLARE(
            50,
            10,
            "reserved-1 short, queue shortstr, passive bit, durable bit, exclusive bit, auto-delete bit, "
                    + "nowait bit, arguments table"),
    QUEUE_DECLARE_OK(50, 11, "queue shortstr, message-count long, consumer-count long"),
    QUEUE_BIND(
            50,
            20,
            "reserved-1 short, queue shortstr, exchange shortstr, routing-key shortstr, nowait bit, "
                    + "arguments table"),
    QUEUE_BIND_OK(50, 21, ""),
    QUEUE_PURGE(50, 30, "reserved-1 short, queue shortstr, nowait bit"),
    QUEUE_PURGE_OK(50, 31, "message-count long"),
    QUEUE_DELETE(50, 40, "reserved-1 short, queue shortstr, if-unused bit, if-empty bit, nowait bit"),
    QUEUE_DELETE_OK(50, 41, "message-count long"),
    QUEUE_UNBIND(50, 50, "reserved-1 short, queue shortstr, exchange shortstr, routing-key shortstr, arguments table"),
    QUEUE_UNBIND_OK(50, 51, ""),

    BASIC_QOS(60, 10, "prefetch-size long, prefetch-count short, global bit"),
    BASIC_QOS_OK(60, 11, ""),
    BASIC_CONSUME(
            60,
            20,
            "reserved-1 short, queue shortstr, consumer-tag shortstr, no-local bit, no-ack bit, "
                    + "exclusive bit, nowait bit, arguments table"),
    BASIC_CONSUME_OK(60, 21, "consumer-tag shortstr"),
    BASIC_CANCEL(60, 30, "consumer-tag shortstr, nowait bit"),
    BASIC_CANCEL_OK(60, 31, "consumer-tag shortstr"),
    BASIC_PUBLISH(60, 40, "reserved-1 short, exchange shortstr, routing-key shortstr, mandatory bit, immediate bit"),
    BASIC_RETURN(60, 50, "reply-code short, reply-text shortstr, exchange shortstr, routing-key shortstr"),
    BASIC_DELIVER(
            60,
            60,
            "consumer-tag shortstr, delivery-tag longlong, redelivered bit, exchange shortstr, "
                    + "routing-key shortstr"),
    BASIC_GET(60, 70, "reserved-1 short, queue shortstr, no-ack bit"),
    BASIC_GET_OK(
            60,
            71,
            "delivery-tag longlong, redelivered bit, exchange shortstr, routing-key shortstr, " + "message-count long"),
    BASIC_GET_EMPTY(60, 72, "reserved-1 shortstr"),
    BASIC_ACK(60, 80, "delivery-tag longlong, multiple bit"),
    BASIC_REJECT(60, 90, "delivery-tag longlong, requeue bit"),
    BASIC_RECOVER_ASYNC(60, 100, "requeue bit"),
    BASIC_RECOVER(60, 110, "requeue bit"),
    BASIC_RECOVER_OK(60, 111, ""),
    BASIC_NACK(60, 120, "delivery-tag longlong, multiple bit, requeue bit"),

    CONFIRM_SELECT(85, 10, "nowait bit"),
    CONFIRM_SELECT_OK(85, 11, ""),

    TX_SELECT(90, 10, ""),
    TX_SELECT_OK(90, 11, ""),
    TX_COMMIT(90, 20, ""),
    TX_COMMIT_OK(90, 21, ""),
    TX_ROLLBACK(90, 30, ""),
    TX_ROLLBACK_OK(90, 31, "");

    /** Class id of class basic, the only one that carries content. */
    public static final int BASIC = 60;

    private final int classId;
    private final int methodId;
    private final String label;
    private final List<String> names;
    private final FieldType[] types;
    private final boolean numbers;
    private final boolean objects;

    MethodSpec(int classId, int methodId, String fields) {
        this.classId = classId;
        this.methodId = methodId;
        String lower = name().toLowerCase(Locale.ROOT);
        int cut = lower.indexOf('_');
        this.label = lower.substring(0, cut) + "." + lower.substring(cut + 1).replace('_', '-');
        List<String> fieldNames = new ArrayList<>();
        List<FieldType> fieldTypes = new ArrayList<>();
        for (String field : fields.isEmpty() ? new String[0] : fields.split(", ")) {
            String[] parts = field.split(" ");
            fieldNames.add(parts[0]);
            fieldTypes.add(FieldType.valueOf(parts[1].toUpperCase(Locale.ROOT)));
        }
        this.names = List.copyOf(fieldNames);
        this.types = fieldTypes.toArray(new FieldType[0]);
        this.numbers = fieldTypes.stream().anyMatch(FieldType::number);
        this.objects = !fieldTypes.stream().allMatch(FieldType::number);
    }

    /** The class's number on the wire. */
    public int classId() {
        return classId;
    }

    /** The method's number within its class. */
    public int methodId() {
        return methodId;
    }

    /** As the specification writes it, e.g. {@code basic.get-ok}. */
    public String label() {
        return label;
    }

    /** Whether a content header and body frames follow. */
    public boolean hasContent() {
        return this == BASIC_PUBLISH || this == BASIC_RETURN || this == BASIC_DELIVER || this == BASIC_GET_OK;
    }

    /** Field names in wire order. */
    public List<String> fieldNames() {
        return names;
    }

    /** How many fields it has. */
    public int fieldCount() {
        return types.length;
    }

    /** Type of the field at a position. */
    public FieldType fieldType(int position) {
        return types[position];
    }

    /** Position of a field. Fails on a name the row does not have: that is a mistake in the calling code. */
    int position(String name) {
        // Rows have nine fields at most and String.equals starts with identity: no map is faster than this.
        for (int i = 0; i < types.length; i++) {
            if (names.get(i).equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException(label + " has no field " + name);
    }

    boolean hasNumbers() {
        return numbers;
    }

    boolean hasObjects() {
        return objects;
    }
}
