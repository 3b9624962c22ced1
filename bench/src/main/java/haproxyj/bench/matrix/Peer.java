package haproxyj.bench.matrix;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * One end of a connection through the proxy: a non-blocking socket that sends a known pattern, checks the pattern it
 * receives, and notes what it saw first of the other end's going. Moves only in {@link #pump}; one thread.
 */
final class Peer {
    /** What a peer has seen. */
    enum Sight {
        /** Nothing: still open as far as it knows. */
        NOTHING,
        /** End of stream. */
        FIN,
        /** Connection reset. */
        RST
    }

    private static final int CHUNK = 16 * 1024;
    private static final int CHUNKS_PER_PUMP = 16;
    private final SocketChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    private long sent;
    private long received;
    private long goal;
    private boolean finAtGoal;
    private boolean finSent;
    private boolean reading = true;
    private boolean closed;
    private boolean intact = true;
    private Sight sight = Sight.NOTHING;
    private long sightNanos;

    Peer(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /** Moves what can be moved now without waiting: a few chunks out, everything in. */
    void pump() {
        if (closed) {
            return;
        }
        try {
            read();
            write();
        } catch (IOException reset) {
            see(Sight.RST);
            close();
        }
    }

    private void read() throws IOException {
        while (reading && sight == Sight.NOTHING) {
            buffer.clear();
            int count = channel.read(buffer);
            if (count < 0) {
                see(Sight.FIN);
            }
            if (count <= 0) {
                return;
            }
            for (int i = 0; i < count; i++) {
                intact &= buffer.get(i) == pattern(received + i);
            }
            received += count;
        }
    }

    private void write() throws IOException {
        for (int chunk = 0; chunk < CHUNKS_PER_PUMP && sent < goal; chunk++) {
            buffer.clear().limit((int) Math.min(CHUNK, goal - sent));
            for (int i = 0; i < buffer.limit(); i++) {
                buffer.put(i, pattern(sent + i));
            }
            sent += channel.write(buffer);
            if (buffer.hasRemaining()) {
                break;
            }
        }
        if (sent >= goal && finAtGoal && !finSent) {
            finSent = true;
            channel.shutdownOutput();
        }
    }

    private void see(Sight what) {
        if (sight == Sight.NOTHING) {
            sight = what;
            sightNanos = System.nanoTime();
        }
    }

    /** The octet at an offset of either direction; its period is long against any buffer boundary. */
    private static byte pattern(long offset) {
        return (byte) (offset * 31 + (offset >>> 8) * 17 + (offset >>> 16));
    }

    /** Sends this many octets more. */
    void send(long more) {
        goal = sent + more;
    }

    /** Sends without end. */
    void sendOn() {
        goal = Long.MAX_VALUE;
    }

    /** Stops sending where it is. */
    void stopSending() {
        goal = sent;
    }

    /** Half-closes once everything asked for is sent. */
    void finAtGoal() {
        finAtGoal = true;
    }

    /** Whether bytes are taken from the socket. */
    void reading(boolean on) {
        reading = on;
    }

    /** Closes with linger 0: the kernel sends a reset. */
    void reset() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        close();
    }

    /** Closes; seen or unseen, nothing more is noted. */
    void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            // The socket is gone either way.
        }
    }

    boolean isClosed() {
        return closed;
    }

    boolean isReading() {
        return reading;
    }

    long sent() {
        return sent;
    }

    long received() {
        return received;
    }

    boolean isIntact() {
        return intact;
    }

    Sight sight() {
        return sight;
    }

    /** When {@link #sight()} was noted, {@link System#nanoTime} of it. */
    long sightNanos() {
        return sightNanos;
    }

    int localPort() throws IOException {
        return ((java.net.InetSocketAddress) channel.getLocalAddress()).getPort();
    }
}
