package haproxyj.broker.wire;

/** Numbers of the frame layer (specification 2.3 and 4.2.3). */
public final class FrameType {
    /** A method. */
    public static final int METHOD = 1;
    /** A content header: class, weight, body size, properties. */
    public static final int HEADER = 2;
    /** A piece of a body. */
    public static final int BODY = 3;
    /** A heartbeat, on channel 0 only. */
    public static final int HEARTBEAT = 8;
    /** The octet that ends every frame. */
    public static final int END = 0xCE;
    /** Octets of a frame beside its payload: seven before, one after. */
    public static final int OVERHEAD = 8;
    /** No peer may be asked for frames smaller than this (frame-min-size). */
    public static final int MIN_SIZE = 4096;
    /** What a frame may measure before connection.tune; room for a long token as password. */
    public static final int SIZE_BEFORE_TUNE = 8192;

    private FrameType() {}
}
