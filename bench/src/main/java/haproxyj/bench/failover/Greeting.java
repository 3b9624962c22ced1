package haproxyj.bench.failover;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The first exchange of AMQP 0-9-1: protocol header out, connection.start back (specification 4.2.2, 1.4.2.1). */
final class Greeting {
    /** Most octets of a connection.start we are ready to take. */
    static final int LIMIT = 8192;

    private static final byte[] HEADER = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};
    private static final int FRAME_HEADER = 7;
    private static final int FRAME_END = 0xCE;
    private static final int START = 10 << 16 | 10;
    private static final String CLUSTER_NAME = "cluster_nameS";

    private Greeting() {}

    /** A fresh copy of the protocol header. */
    static ByteBuffer header() {
        return ByteBuffer.wrap(HEADER.clone());
    }

    /**
     * Which broker speaks: {@code cluster_name} of a complete connection.start, cut at the first {@code @}; empty while the
     * frame is incomplete, {@code ?} when the frame names no cluster. Does not move the buffer's position.
     *
     * @param received octets so far, from 0 to the position
     * @throws IOException when the octets are no connection.start
     */
    static Optional<String> broker(ByteBuffer received) throws IOException {
        if (received.position() < FRAME_HEADER) {
            return Optional.empty();
        }
        int size = received.getInt(3);
        if (received.get(0) != 1 || size < 4 || size > LIMIT - FRAME_HEADER - 1) {
            throw new IOException("not a method frame");
        }
        if (received.position() < FRAME_HEADER + size + 1) {
            return Optional.empty();
        }
        boolean start = received.getInt(FRAME_HEADER) == START;
        if (!start || (received.get(FRAME_HEADER + size) & 0xFF) != FRAME_END) {
            throw new IOException("not a connection.start");
        }
        byte[] frame = new byte[FRAME_HEADER + size];
        received.get(0, frame);
        String text = new String(frame, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(CLUSTER_NAME);
        if (at < 0) {
            return Optional.of("?");
        }
        int value = at + CLUSTER_NAME.length();
        int length = received.getInt(value);
        return Optional.of(text.substring(value + 4, value + 4 + length).replaceFirst("@.*", ""));
    }

    /** Asks the broker on a local port; empty when nobody answers properly within the time. Blocks. */
    static Optional<String> ask(int port, int timeoutMillis) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeoutMillis);
            socket.setSoTimeout(timeoutMillis);
            socket.getOutputStream().write(HEADER);
            InputStream in = socket.getInputStream();
            ByteBuffer received = ByteBuffer.allocate(LIMIT);
            Optional<String> broker = Optional.empty();
            while (broker.isEmpty()) {
                int count = in.read(received.array(), received.position(), received.remaining());
                if (count < 0) {
                    return Optional.empty();
                }
                received.position(received.position() + count);
                broker = broker(received);
            }
            return broker;
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
