package haproxyj.proxy.relay.fd;

import io.netty.channel.unix.Buffer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A piece of memory that holds what a slow peer has not taken yet. Owned by one event loop, handed out by its {@link ChunkPool}. */
final class Chunk {
    /** Octets. */
    static final int SIZE = 16 * 1024;

    final ByteBuffer memory = ByteBuffer.allocateDirect(SIZE);
    final long address = Buffer.memoryAddress(memory);
    int from;
    int to;

    @Nullable
    Chunk next;

    int room() {
        return SIZE - to;
    }
}
