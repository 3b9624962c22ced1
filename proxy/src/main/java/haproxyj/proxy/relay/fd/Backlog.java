package haproxyj.proxy.relay.fd;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Octets that wait for a slow peer, in order. Owned by one event loop; its memory comes from a {@link ChunkPool}. */
final class Backlog {
    private final ChunkPool pool;
    private @Nullable Chunk first;
    private @Nullable Chunk last;
    private int octets;

    Backlog(ChunkPool pool) {
        this.pool = pool;
    }

    int octets() {
        return octets;
    }

    /** Adds what stands in a buffer between two places. */
    void add(ByteBuffer from, int position, int limit) {
        for (int at = position; at < limit; ) {
            Chunk chunk = last;
            if (chunk == null || chunk.room() == 0) {
                chunk = pool.take(limit - at);
                if (last == null) {
                    first = chunk;
                } else {
                    last.next = chunk;
                }
                last = chunk;
            }
            int length = Math.min(limit - at, chunk.room());
            chunk.memory.put(chunk.to, from, at, length);
            chunk.to += length;
            at += length;
            octets += length;
        }
    }

    /** Sends as much as is taken; returns that. */
    int sendTo(Descriptor socket) throws IOException {
        int sent = 0;
        for (Chunk chunk = first; chunk != null; chunk = first) {
            int taken = socket.send(chunk.address, chunk.from, chunk.to);
            chunk.from += taken;
            octets -= taken;
            sent += taken;
            if (chunk.from < chunk.to) {
                break;
            }
            removeFirst(chunk);
        }
        return sent;
    }

    private void removeFirst(Chunk chunk) {
        first = chunk.next;
        if (first == null) {
            last = null;
        }
        pool.give(chunk);
    }

    /** Drops the first octets. */
    void skip(int count) {
        int left = count;
        for (Chunk chunk = first; chunk != null && left > 0; chunk = first) {
            int here = Math.min(left, chunk.to - chunk.from);
            chunk.from += here;
            octets -= here;
            left -= here;
            if (chunk.from == chunk.to) {
                removeFirst(chunk);
            }
        }
    }

    /** Copies everything out, to place 0 of a buffer that is large enough; it stays here, too. */
    void copyTo(ByteBuffer to, int position) {
        int at = position;
        for (Chunk chunk = first; chunk != null; chunk = chunk.next) {
            to.put(at, chunk.memory, chunk.from, chunk.to - chunk.from);
            at += chunk.to - chunk.from;
        }
    }

    void clear() {
        skip(octets);
    }
}
