package haproxyj.bench.soak;

import haproxyj.bench.soak.Section.Header;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * A connection that reached a server and has not said yet which session it is: reads the PROXY header, if there must be one,
 * and the announcement, and not one octet more. One thread.
 */
final class Caller {
    private static final int LONGEST_V1 = 107;
    private static final int SHORTEST_V2 = 16;
    private final SocketChannel channel;
    private final Header header;
    private final ByteBuffer text = ByteBuffer.allocate(512);
    private final ByteBuffer announcement = ByteBuffer.allocate(Announcement.LENGTH);
    private boolean headerDone;
    private boolean gone;

    Caller(SocketChannel channel, Header header) {
        this.channel = channel;
        this.header = header;
        this.headerDone = header == Header.NONE;
        text.limit(header == Header.V2 ? SHORTEST_V2 : 1);
    }

    /** Reads on; the announcement once it is complete. */
    Optional<Announcement> pump() throws IOException {
        while (!headerDone && read(text)) {
            if (header == Header.V1) {
                headerDone = text.get(text.position() - 1) == '\n';
                if (!headerDone && text.position() >= LONGEST_V1) {
                    throw new IllegalArgumentException("a PROXY header without end");
                }
                text.limit(headerDone ? text.position() : text.position() + 1);
            } else {
                int length = SHORTEST_V2 + text.getShort(SHORTEST_V2 - 2);
                headerDone = text.position() == length;
                text.limit(length);
            }
        }
        if (headerDone && read(announcement)) {
            return Optional.of(Announcement.decode(announcement.flip()));
        }
        return Optional.empty();
    }

    /** Whether the buffer is full now. */
    private boolean read(ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            int count = channel.read(into);
            gone |= count < 0;
            if (count <= 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether the other side ended before it said anything. */
    boolean isGone() {
        return gone;
    }

    /** What stood in front of the announcement. */
    byte[] header() {
        byte[] octets = new byte[text.position()];
        text.get(0, octets);
        return octets;
    }

    Header kind() {
        return header;
    }

    SocketChannel channel() {
        return channel;
    }
}
