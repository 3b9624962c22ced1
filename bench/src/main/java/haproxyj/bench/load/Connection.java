package haproxyj.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.LongConsumer;

/** A connection of {@link OpenLoop}: knows which of its requests are on their way. Makes no garbage. One owner. */
final class Connection {
    /** Requests on their way at most; a power of two. */
    private static final int RING = 1_024;

    private static final int READ_OCTETS = 16_384;

    private final SocketChannel channel;
    private final int answerOctets;
    private final ByteBuffer request = ByteBuffer.allocateDirect(HttpExchange.REQUEST.length);
    private final ByteBuffer answers = ByteBuffer.allocateDirect(READ_OCTETS);
    private final long[] due = new long[RING];
    private long sent;
    private long answered;
    private int received;

    /**
     * For a channel that does not block.
     *
     * @param answerOctets length of every answer
     */
    Connection(SocketChannel channel, int answerOctets) {
        this.channel = channel;
        this.answerOctets = answerOctets;
        request.put(HttpExchange.REQUEST);
    }

    /**
     * Sends a request.
     *
     * @throws IOException when the connection is broken, or so many are on their way that no more fit
     */
    void send(long dueNanos) throws IOException {
        if (sent - answered == RING) {
            throw new IOException(RING + " requests of one connection wait for an answer");
        }
        request.rewind();
        if (channel.write(request) != request.capacity()) {
            throw new IOException("a socket took only a part of a request of " + request.capacity() + " octets");
        }
        due[(int) (sent++ & (RING - 1))] = dueNanos;
    }

    /** Reads what is there; for each whole answer the consumer gets the moment its request was due. */
    void read(LongConsumer onAnswer) {
        answers.clear();
        int count;
        try {
            count = channel.read(answers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (count < 0) {
            throw new UncheckedIOException(new IOException("a connection was closed under load"));
        }
        for (received += count; received >= answerOctets; received -= answerOctets) {
            onAnswer.accept(due[(int) (answered++ & (RING - 1))]);
        }
    }

    void close() throws IOException {
        channel.close();
    }
}
