package haproxyj.proxy.admin;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line per connection to a stream, on a thread of its own.
 *
 * <p>A reader that is too slow costs lines, never a caller's time: what does not fit into the queue is dropped and
 * counted, and the log says so itself, at most once a second.
 *
 * <p>Threading: {@link #log} on any thread, never blocks; the rest on any thread but an event loop.
 */
public final class AccessLog implements AccessSink, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final int BATCH_CHARS = 32 * 1024;
    /** After a batch the writer looks again before it asks to be woken: under load no caller has to wake it. */
    private static final long LINGER_NANOS = 5_000_000;

    private static final long REPORT_NANOS = 1_000_000_000;

    private final RecordQueue<SessionRecord> queue;
    private final OutputStream out;
    private final TcpLogFormat format;
    private final Duration drainLimit;
    private final Thread writer;
    private final LongAdder dropped = new LongAdder();
    private volatile boolean parked;
    private volatile boolean closing;

    private final StringBuilder batch = new StringBuilder(BATCH_CHARS + 1024); // from here on: the writer's own
    private long batchLines;
    private long reported;
    private long lastReport = System.nanoTime() - REPORT_NANOS;
    private boolean failing;

    /**
     * Starts the writer.
     *
     * @param out where lines go; flushed after each batch, not closed
     * @param zone of the dates
     * @param capacity lines that may wait, rounded up to a power of two
     * @param drainLimit how long {@link #close} waits for waiting lines
     */
    public AccessLog(OutputStream out, ZoneId zone, int capacity, Duration drainLimit) {
        this.queue = new RecordQueue<>(capacity);
        this.out = out;
        this.format = new TcpLogFormat(zone);
        this.drainLimit = drainLimit;
        this.writer = new Thread(this::run, "access-log");
        writer.setDaemon(true);
        writer.start();
    }

    /** A log on standard output in the system's time zone, past {@code System.out} and its lock. */
    public static AccessLog onStandardOutput(int capacity) {
        OutputStream stdout = new FileOutputStream(FileDescriptor.out);
        return new AccessLog(stdout, ZoneId.systemDefault(), capacity, Duration.ofSeconds(2));
    }

    @Override
    public void log(SessionRecord session) {
        if (closing || !queue.offer(session)) {
            dropped.increment();
        } else if (parked) {
            parked = false;
            LockSupport.unpark(writer);
        }
    }

    /** Lines lost since start. */
    public long droppedLines() {
        return dropped.sum();
    }

    /** Takes no more lines, writes those that wait, and returns when that is done or the limit is over. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(writer);
        try {
            writer.join(Math.max(1, drainLimit.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (writer.isAlive()) {
            LOG.warn("access log: not every waiting line could be written within {} ms", drainLimit.toMillis());
        }
        writer.interrupt(); // no more than a hint: a daemon stuck in a write ends with the process
    }

    private void run() {
        while (true) {
            boolean last = closing; // read before draining: what was offered before close() is still written
            boolean wrote = drain();
            if (last) {
                return;
            }
            if (wrote || unreported()) {
                LockSupport.parkNanos(this, LINGER_NANOS);
            } else {
                awaitWork();
            }
        }
    }

    private void awaitWork() {
        parked = true;
        if (queue.isEmpty() && !closing) { // checked after parked is visible, else a wake-up could be lost
            LockSupport.park(this);
        }
        parked = false;
    }

    private boolean drain() {
        boolean wrote = false;
        SessionRecord next = queue.poll();
        while (next != null) {
            append(next);
            wrote = true;
            if (batch.length() >= BATCH_CHARS) {
                write();
            }
            next = queue.poll();
        }
        reportDrops();
        write();
        return wrote;
    }

    private void append(SessionRecord session) {
        int before = batch.length();
        try {
            format.append(batch, session);
            batchLines++;
        } catch (RuntimeException e) { // one odd record must not end the log
            batch.setLength(before);
            dropped.increment();
            LOG.error("an access-log record could not be written: {}", session, e);
        }
    }

    private boolean unreported() {
        return dropped.sum() != reported;
    }

    private void reportDrops() {
        long now = System.nanoTime();
        if (!unreported() || (now - lastReport < REPORT_NANOS && !closing)) {
            return;
        }
        long total = dropped.sum();
        format.appendDate(batch, System.currentTimeMillis());
        batch.append(" ").append(total - reported);
        batch.append(" access-log lines dropped: what reads the log is too slow\n");
        reported = total;
        lastReport = now;
    }

    private void write() {
        if (batch.isEmpty()) {
            return;
        }
        try {
            out.write(batch.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
            failing = false;
        } catch (IOException e) {
            dropped.add(batchLines);
            reported += batchLines; // told here; the stream itself cannot tell
            if (!failing) {
                LOG.warn("access log: cannot write: {}; lines lost: {}", e.getMessage(), batchLines);
            }
            failing = true;
        } finally {
            batch.setLength(0);
            batchLines = 0;
        }
    }
}
