package haproxyj.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * HTTP requests at a fixed rate over connections that stay. A request is due at its moment whether the ones before were
 * answered or not, and its latency counts from that moment, not from when the generator got round to sending it: a stall
 * is felt by all requests that fell into it (no coordinated omission).
 *
 * <p>The loop never sleeps, since a sleeping processor takes longer to wake than a proxy takes to relay; it yields in each
 * turn, so that others may have its processor. One owner.
 */
public final class OpenLoop implements AutoCloseable {
    /** Latencies above this count as this. */
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final int DIGITS = 3;
    /** How long answers may take after the last request was due. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Selector selector;
    private final List<Connection> connections = new ArrayList<>();
    private Histogram histogram = new Histogram(LONGEST_NANOS, DIGITS);
    private long answered;

    private OpenLoop(Selector selector) {
        this.selector = selector;
    }

    /**
     * Opens the connections to 127.0.0.1 and plays one request on each.
     *
     * @throws IOException when one cannot be opened or is not answered
     */
    public static OpenLoop open(int port, int count) throws IOException {
        OpenLoop loop = new OpenLoop(Selector.open());
        try {
            for (int number = 0; number < count; number++) {
                loop.connect(port);
            }
        } catch (IOException e) {
            loop.close();
            throw e;
        }
        return loop;
    }

    private void connect(int port) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        int answerOctets = HttpExchange.play(channel);
        channel.configureBlocking(false);
        Connection connection = new Connection(channel, answerOctets);
        channel.register(selector, SelectionKey.OP_READ, connection);
        connections.add(connection);
    }

    /**
     * Sends for that long, waits for the last answers, and returns all latencies in nanoseconds.
     *
     * @param perSecond requests, at equal distances, on the connections in turn
     * @throws IOException when a connection ends, or an answer does not come within 5 s
     */
    @SuppressWarnings("ThreadPriorityCheck") // Yielding only shares the processor; nothing depends on who gets it.
    public Histogram play(int perSecond, int seconds) throws IOException {
        histogram = new Histogram(LONGEST_NANOS, DIGITS);
        answered = 0;
        long total = (long) perSecond * seconds;
        long distance = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1);
        long end = start + total * distance + GRACE_NANOS;
        long sent = 0;
        while (answered < total) {
            long now = System.nanoTime();
            if (now > end) {
                throw new IOException((total - answered) + " of " + total + " requests were not answered");
            }
            for (long due = start + sent * distance; sent < total && due <= now; due += distance) {
                connections.get((int) (sent % connections.size())).send(due);
                sent++;
            }
            readAll();
            Thread.yield();
        }
        return histogram;
    }

    private void readAll() throws IOException {
        try {
            selector.selectNow(this::read);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void read(SelectionKey key) {
        ((Connection) key.attachment()).read(this::answer);
    }

    private void answer(long dueNanos) {
        histogram.recordValue(Math.min(System.nanoTime() - dueNanos, LONGEST_NANOS));
        answered++;
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
        selector.close();
    }
}
