package haproxyj.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One small request and its answer on a blocking channel. */
final class HttpExchange {
    /** The request, as short as HTTP/1.1 allows. */
    static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: bench\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: *(\\d+)");
    private static final String HEAD_END = "\r\n\r\n";
    private static final int LONGEST = 4_096;

    private HttpExchange() {}

    /**
     * Sends the request and reads the answer.
     *
     * @return octets of the whole answer
     * @throws IOException when the connection ends before, or the answer is not a 200 of known, small length
     */
    static int play(SocketChannel channel) throws IOException {
        ByteBuffer request = ByteBuffer.wrap(REQUEST);
        while (request.hasRemaining()) {
            channel.write(request);
        }
        ByteBuffer answer = ByteBuffer.allocate(LONGEST);
        while (true) {
            if (channel.read(answer) <= 0) {
                throw new EOFException("the connection ended before the answer was there");
            }
            OptionalInt length = length(new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII));
            if (length.isPresent() && answer.position() >= length.getAsInt()) {
                return length.getAsInt();
            }
        }
    }

    /** Octets of the whole answer, once its head is there. */
    static OptionalInt length(String received) throws IOException {
        int end = received.indexOf(HEAD_END);
        if (end < 0) {
            return OptionalInt.empty();
        }
        Matcher length = LENGTH.matcher(received.substring(0, end));
        if (!received.startsWith("HTTP/1.1 200 ") || !length.find()) {
            throw new IOException("not the answer that was expected: " + received);
        }
        return OptionalInt.of(end + HEAD_END.length() + Integer.parseInt(length.group(1)));
    }
}
