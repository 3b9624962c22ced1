package haproxyj.broker.wire;

import haproxyj.broker.AmqpException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;

/**
 * Reads a broker's answer to the protocol header: connection.start (specification 1.4.2.1), which is all a health check
 * needs to see.
 *
 * <p>Threading: stateless and pure.
 */
public final class StartParser {
    /** Nobody sends a greeting larger than this. */
    public static final int MAX_OCTETS = 131_072;

    /** What the octets so far amount to. */
    public sealed interface Result {}

    /** Not enough octets yet. */
    public record NeedMore() implements Result {}

    /**
     * The peer is a broker.
     *
     * @param versionMajor 0 for AMQP 0-9-1
     * @param versionMinor 9 for AMQP 0-9-1
     * @param serverProperties as in {@link FieldTable}: product, version, cluster_name, capabilities…
     * @param mechanisms of authentication, e.g. PLAIN
     */
    public record Start(
            int versionMajor, int versionMinor, Map<String, Object> serverProperties, List<String> mechanisms)
            implements Result {}

    /** The peer is something else, or a broker that refuses; the reason is for people. */
    public record NotAmqp(String reason) implements Result {}

    private StartParser() {}

    /** Judges the octets received since the protocol header was sent; callers keep them until the answer is final. */
    public static Result parse(byte[] received, int length) {
        ByteBuf in = Unpooled.wrappedBuffer(received, 0, length);
        if (length >= 4 && in.getInt(0) == 0x414D5150) {
            return length < 8 ? new NeedMore() : refusedVersion(in);
        }
        if (length > 0 && in.getByte(0) != FrameType.METHOD && in.getByte(0) != 'A') {
            return new NotAmqp("first octet is " + in.getUnsignedByte(0) + ", not a method frame");
        }
        if (length < 7) {
            return new NeedMore();
        }
        long size = in.getUnsignedInt(3);
        if (in.getByte(0) != FrameType.METHOD || in.getUnsignedShort(1) != 0 || size > MAX_OCTETS) {
            return new NotAmqp("not a method frame on channel 0");
        }
        if (length >= 11 && in.getInt(7) != (10 << 16 | 10)) {
            return new NotAmqp(
                    "method " + in.getUnsignedShort(7) + "." + in.getUnsignedShort(9) + " instead of connection.start");
        }
        if (length < size + FrameType.OVERHEAD) {
            return new NeedMore();
        }
        if (in.getUnsignedByte(7 + (int) size) != FrameType.END) {
            return new NotAmqp("frame does not end with octet 206");
        }
        return start(in.slice(7, (int) size));
    }

    private static Result refusedVersion(ByteBuf in) {
        return new NotAmqp("peer wants AMQP " + in.getByte(4) + "-" + in.getByte(5) + "-" + in.getByte(6) + "-"
                + in.getByte(7) + " instead of 0-0-9-1");
    }

    private static Result start(ByteBuf payload) {
        try {
            Method method = new MethodCodec().decode(payload);
            if (method.spec() != MethodSpec.CONNECTION_START) {
                return new NotAmqp(method.spec().label() + " instead of connection.start");
            }
            return new Start(
                    (int) method.number("version-major"),
                    (int) method.number("version-minor"),
                    method.table("server-properties"),
                    List.of(method.text("mechanisms").trim().split(" +")));
        } catch (AmqpException e) {
            return new NotAmqp(e.getMessage());
        }
    }
}
