package haproxyj.proxy.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;

/** Random octets in one direction, in pieces and with stalls as a seed says, FIN behind them; and whether they arrived. */
public final class Stream {
    /** Sizes of pieces: very small ones, usual ones, and some that fill buffers. */
    private static final int[] PIECES = {3, 200, 4_000, 70_000, 400_000};

    private static final int LARGEST = 400_000;
    private final long seed;
    private final int octets;
    private final CRC32 sent = new CRC32();
    private final CRC32 seen = new CRC32();
    private final CompletableFuture<Long> sending = new CompletableFuture<>();
    private final CompletableFuture<Long> receiving = new CompletableFuture<>();

    /** @param octets so many */
    public Stream(long seed, int octets) {
        this.seed = seed;
        this.octets = octets;
    }

    /** Begins, on two threads. */
    public void start(SocketChannel from, SocketChannel to) {
        run(sending, () -> send(from));
        run(receiving, () -> receive(to));
    }

    private interface Work {
        long run() throws IOException;
    }

    private static void run(CompletableFuture<Long> done, Work work) {
        Thread thread = new Thread(() -> {
            try {
                done.complete(work.run());
            } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private long send(SocketChannel to) throws IOException {
        Random random = new Random(seed);
        byte[] pool = new byte[2 * LARGEST];
        random.nextBytes(pool);
        int size = LARGEST;
        for (int left = octets; left > 0; ) {
            if (random.nextInt(20) == 0) {
                size = PIECES[random.nextInt(PIECES.length)];
                stall(random);
            }
            int length = Math.min(left, 1 + random.nextInt(size));
            ByteBuffer out = ByteBuffer.wrap(pool, random.nextInt(LARGEST), length);
            sent.update(out.duplicate());
            while (out.hasRemaining()) {
                to.write(out);
            }
            left -= length;
        }
        to.shutdownOutput();
        return octets;
    }

    private long receive(SocketChannel from) throws IOException {
        Random random = new Random(~seed);
        ByteBuffer in = ByteBuffer.allocate(LARGEST);
        int size = LARGEST;
        long total = 0;
        while (true) {
            if (random.nextInt(20) == 0) {
                size = PIECES[random.nextInt(PIECES.length)];
                stall(random);
            }
            int octetsRead = from.read(in.clear().limit(1 + random.nextInt(size)));
            if (octetsRead < 0) {
                return total;
            }
            seen.update(in.array(), 0, octetsRead);
            total += octetsRead;
        }
    }

    private static void stall(Random random) {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(3_000)));
    }

    /** Waits for the end of the stream. */
    public void check() throws Exception {
        assertThat(sending.get(30, TimeUnit.SECONDS)).as("sent, seed %d", seed).isEqualTo(octets);
        assertThat(receiving.get(30, TimeUnit.SECONDS))
                .as("received, seed %d", seed)
                .isEqualTo(octets);
        assertThat(seen.getValue()).as("checksum, seed %d", seed).isEqualTo(sent.getValue());
    }
}
