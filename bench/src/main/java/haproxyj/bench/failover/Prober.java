package haproxyj.bench.failover;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Opens a connection at a fixed rate, whatever became of the ones before, exchanges the AMQP greeting and closes. One thread
 * of its own; {@link #probes()} may be called from any.
 */
final class Prober implements AutoCloseable {
    /** A probe without a greeting is given up after this long. */
    static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final int MOST_AT_ONCE = 2000;

    /**
     * A finished probe.
     *
     * @param startNanos when it was opened, {@link System#nanoTime}
     * @param endNanos when it was decided
     * @param broker who greeted; empty when it failed
     */
    record Probe(long startNanos, long endNanos, Optional<String> broker) {}

    private static final class Attempt {
        private final long startNanos;
        private final ByteBuffer received = ByteBuffer.allocate(Greeting.LIMIT);

        private Attempt(long startNanos) {
            this.startNanos = startNanos;
        }
    }

    private final InetSocketAddress target;
    private final long everyNanos;
    private final Selector selector;
    private final Thread thread = new Thread(this::run, "prober");
    private final List<Probe> probes = new ArrayList<>();
    private volatile boolean stopping;

    private Prober(int port, long everyNanos) throws IOException {
        this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.everyNanos = everyNanos;
        this.selector = Selector.open();
    }

    static Prober start(int port, long everyMillis) throws IOException {
        Prober prober = new Prober(port, TimeUnit.MILLISECONDS.toNanos(everyMillis));
        prober.thread.setDaemon(true);
        prober.thread.start();
        return prober;
    }

    /** All probes decided so far, in the order they were decided. */
    List<Probe> probes() {
        synchronized (probes) {
            return List.copyOf(probes);
        }
    }

    private void run() {
        long next = System.nanoTime();
        try {
            while (!stopping) {
                long now = System.nanoTime();
                if (now >= next) {
                    open(now);
                    // After a pause of this process no burst is sent to catch up.
                    next = Math.max(next + everyNanos, now);
                    expire(now);
                }
                selector.select(key -> advance(key), Math.max(1, TimeUnit.NANOSECONDS.toMillis(next - now)));
            }
        } catch (IOException e) {
            System.err.println("the prober stopped: " + e.getMessage());
        }
    }

    private void open(long now) throws IOException {
        if (selector.keys().size() >= MOST_AT_ONCE) {
            record(new Attempt(now), Optional.empty());
            return;
        }
        Attempt attempt = new Attempt(now);
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        // A reset at the end leaves no TIME_WAIT, of which this rate would collect thousands.
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, attempt);
        try {
            if (channel.connect(target)) {
                greet(key, channel);
            }
        } catch (IOException refused) {
            finish(key, Optional.empty());
        }
    }

    private static void greet(SelectionKey key, SocketChannel channel) throws IOException {
        channel.write(Greeting.header());
        key.interestOps(SelectionKey.OP_READ);
    }

    private void advance(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        Attempt attempt = (Attempt) key.attachment();
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                greet(key, channel);
            } else if (key.isReadable()) {
                if (channel.read(attempt.received) < 0) {
                    finish(key, Optional.empty());
                    return;
                }
                Optional<String> broker = Greeting.broker(attempt.received);
                if (broker.isPresent()) {
                    finish(key, broker);
                }
            }
        } catch (IOException failed) {
            finish(key, Optional.empty());
        }
    }

    private void expire(long now) {
        for (SelectionKey key : List.copyOf(selector.keys())) {
            if (key.isValid() && now - ((Attempt) key.attachment()).startNanos > TIMEOUT_NANOS) {
                finish(key, Optional.empty());
            }
        }
    }

    private void finish(SelectionKey key, Optional<String> broker) {
        record((Attempt) key.attachment(), broker);
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException e) {
            // Closed is what it shall be.
        }
    }

    private void record(Attempt attempt, Optional<String> broker) {
        synchronized (probes) {
            probes.add(new Probe(attempt.startNanos, System.nanoTime(), broker));
        }
    }

    @Override
    public void close() throws InterruptedException, IOException {
        stopping = true;
        selector.wakeup();
        thread.join();
        for (SelectionKey key : List.copyOf(selector.keys())) {
            key.channel().close();
        }
        selector.close();
    }
}
