package haproxyj.bench.soak;

import haproxyj.bench.soak.Script.Burst;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sends a prologue and the bursts of a script, paced as it says. One thread. */
final class Sender {
    private static final int MOST_AT_ONCE = 1024 * 1024;
    private final ByteBuffer prologue;
    private final List<Burst> bursts;
    private final Pattern pattern;
    private final ByteBuffer scratch;
    private int burst;
    private int inBurst;
    private long sent;
    /** {@link System#nanoTime} before which nothing is sent. */
    private long notBefore;

    Sender(byte[] prologue, List<Burst> bursts, Pattern pattern, ByteBuffer scratch, long now) {
        this.prologue = ByteBuffer.wrap(prologue);
        this.bursts = bursts;
        this.pattern = pattern;
        this.scratch = scratch;
        begin(now);
    }

    /** The pause before the burst begins, skipping empty ones. */
    private void begin(long now) {
        while (burst < bursts.size() && bursts.get(burst).octets() == 0) {
            burst++;
        }
        inBurst = 0;
        notBefore = burst < bursts.size()
                ? now + TimeUnit.MILLISECONDS.toNanos(bursts.get(burst).pauseMillis())
                : now;
    }

    /** A pause that lasted while this side was not to send begins anew. */
    void release(long now) {
        begin(now);
    }

    /** Sends what is due and what the socket takes, up to a limit that keeps the turns of other sockets short. */
    void pump(SocketChannel channel, long now, long most) throws IOException {
        if (prologue.hasRemaining()) {
            channel.write(prologue);
            if (prologue.hasRemaining()) {
                return;
            }
        }
        long goal = Math.min(most, sent + MOST_AT_ONCE);
        while (sent < goal && due(now)) {
            Burst current = bursts.get(burst);
            int piece = Math.min(current.octets() - inBurst, Math.min(current.chunk(), scratch.capacity()));
            scratch.clear().limit((int) Math.min(piece, goal - sent));
            pattern.fill(scratch, sent);
            int count = channel.write(scratch.flip());
            sent += count;
            inBurst += count;
            if (inBurst == current.octets()) {
                burst++;
                begin(now);
            }
            if (scratch.hasRemaining()) {
                return;
            }
        }
    }

    /** Whether there is something to be sent now. */
    boolean due(long now) {
        return prologue.hasRemaining() || (!done() && now >= notBefore);
    }

    /** Whether all is sent. */
    boolean done() {
        return burst == bursts.size() && !prologue.hasRemaining();
    }

    /** Octets of the pattern that the kernel took. */
    long sent() {
        return sent;
    }

    /** When the next burst may begin. */
    long notBefore() {
        return notBefore;
    }
}
