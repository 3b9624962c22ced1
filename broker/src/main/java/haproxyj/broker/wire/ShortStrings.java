package haproxyj.broker.wire;

import haproxyj.broker.AmqpException;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads short strings and remembers the last ones, because exchange names and routing keys repeat: a hit costs no
 * allocation, and the same String comes back with its hash already computed.
 *
 * <p>Threading: belongs to one connection's event loop. Bounded: 64 strings.
 */
final class ShortStrings {
    private static final int SLOTS = 64;

    private final @Nullable String[] texts = new @Nullable String[SLOTS];
    private final byte[][] octets = new byte[SLOTS][];

    String read(ByteBuf in) throws AmqpException {
        Octets.need(in, 1, "short string");
        int length = in.readUnsignedByte();
        Octets.need(in, length, "short string");
        if (length == 0) {
            return "";
        }
        int start = in.readerIndex();
        in.skipBytes(length);
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + in.getByte(start + i);
        }
        int slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
        String text = texts[slot];
        if (text != null && same(octets[slot], in, start, length)) {
            return text;
        }
        byte[] copy = new byte[length];
        in.getBytes(start, copy);
        String fresh = new String(copy, StandardCharsets.UTF_8);
        texts[slot] = fresh;
        octets[slot] = copy;
        return fresh;
    }

    private static boolean same(byte[] known, ByteBuf in, int start, int length) {
        if (known.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known[i] != in.getByte(start + i)) {
                return false;
            }
        }
        return true;
    }
}
