package haproxyj.bench.soak;

import java.nio.ByteBuffer;

/**
 * The first octets of a client: which session this is, so that the server knows what to expect and to send. Pure.
 *
 * @param seed of the run
 * @param id session
 */
record Announcement(long seed, int id) {
    /** Octets on the wire. */
    static final int LENGTH = 24;

    private static final long MAGIC = 0x68617072_6f78796aL;

    byte[] encode() {
        return ByteBuffer.allocate(LENGTH)
                .putLong(MAGIC)
                .putLong(seed)
                .putInt(id)
                .putInt(~id)
                .array();
    }

    /**
     * Reads {@link #LENGTH} octets.
     *
     * @throws IllegalArgumentException when they are no announcement
     */
    static Announcement decode(ByteBuffer octets) {
        long magic = octets.getLong();
        Announcement read = new Announcement(octets.getLong(), octets.getInt());
        if (magic != MAGIC || octets.getInt() != ~read.id) {
            throw new IllegalArgumentException("a server's connection does not begin with an announcement");
        }
        return read;
    }
}
