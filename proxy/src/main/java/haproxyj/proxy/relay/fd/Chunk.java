package haproxyj.proxy.relay.fd;

import io.netty.channel.unix.Buffer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A piece of memory that holds what a slow peer has not taken yet. Owned by one event loop, handed out by its {@link ChunkPool}. */
final class Chunk {
    /** Octets of one that is made when memory is plentiful. */
    static final int SIZE = 16 * 1024;

    final ByteBuffer memory;
    final long address;
    private final int start;
    private final int end;
    /** Where its octets begin in the memory. */
    int from;
    /** Where they end. */
    int to;

    @Nullable
    Chunk next;

    private Chunk(ByteBuffer memory, long address, int start, int end) {
        this.memory = memory;
        this.address = address;
        this.start = start;
        this.end = end;
        clear();
    }

    /**
     * Makes {@link #SIZE} octets of memory, cut into equal chunks that are linked by {@link #next}.
     *
     * @throws OutOfMemoryError the virtual machine's limit of direct memory is reached
     */
    static Chunk cut(int size) {
        ByteBuffer memory = ByteBuffer.allocateDirect(SIZE);
        long address = Buffer.memoryAddress(memory);
        Chunk first = new Chunk(memory, address, 0, size);
        for (int at = size; at + size <= SIZE; at += size) {
            Chunk chunk = new Chunk(memory, address, at, at + size);
            chunk.next = first;
            first = chunk;
        }
        return first;
    }

    int size() {
        return end - start;
    }

    int room() {
        return end - to;
    }

    /** Empty, and in no list. */
    void clear() {
        from = start;
        to = start;
        next = null;
    }
}
