package haproxyj.bench.soak;

import haproxyj.bench.soak.Script.Reading;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/** Takes and checks what comes, paced as a script says. One thread. */
final class Receiver {
    private static final int READS_AT_ONCE = 16;
    private static final int WIDE = 1024 * 1024;
    private final Reading reading;
    private final Pattern pattern;
    private final long total;
    private final ByteBuffer scratch;
    private long received;
    private boolean ended;
    private long notBefore;
    private boolean widened;

    /** @param total more than this is wrong */
    Receiver(Reading reading, Pattern pattern, long total, ByteBuffer scratch, long now) {
        this.reading = reading;
        this.pattern = pattern;
        this.total = total;
        this.scratch = scratch;
        this.notBefore = now + TimeUnit.MILLISECONDS.toNanos(reading.delayMillis());
    }

    /**
     * Reads what is due, at most up to an offset.
     *
     * @throws WrongOctet when something came that was not sent
     */
    void pump(SocketChannel channel, long now, long most) throws IOException, WrongOctet {
        for (int i = 0; i < READS_AT_ONCE && due(now) && received < most; i++) {
            boolean slow = received < reading.slowOctets();
            if (!slow && !widened && reading.receiveBuffer() > 0) {
                // A tiny window is worth its time only while the reader is slow.
                widened = true;
                channel.setOption(StandardSocketOptions.SO_RCVBUF, WIDE);
            }
            int room = slow ? Math.min(reading.slowChunk(), scratch.capacity()) : scratch.capacity();
            scratch.clear().limit((int) Math.min(room, most - received));
            int count = channel.read(scratch);
            if (count < 0) {
                ended = true;
            }
            if (count <= 0) {
                return;
            }
            check(count);
            if (slow) {
                notBefore = now + TimeUnit.MILLISECONDS.toNanos(reading.slowPauseMillis());
            }
        }
    }

    private void check(int count) throws WrongOctet {
        int good = pattern.matching(scratch.flip(), received);
        if (good < count) {
            throw new WrongOctet(received + good, "another octet than the one sent there");
        }
        received += count;
        if (received > total) {
            throw new WrongOctet(total, "more octets than were sent");
        }
    }

    /** Whether reading is allowed now. */
    boolean due(long now) {
        return !ended && now >= notBefore;
    }

    /** When reading may go on. */
    long notBefore() {
        return notBefore;
    }

    /** Whether the other side's FIN was seen. */
    boolean ended() {
        return ended;
    }

    long received() {
        return received;
    }

    /** Something arrived that does not belong there. */
    static final class WrongOctet extends Exception {
        WrongOctet(long offset, String what) {
            super("at offset " + offset + ": " + what);
        }
    }
}
