package haproxyj.broker.connection;

import haproxyj.broker.BrokerCounters;
import haproxyj.broker.BrokerGauges;
import haproxyj.broker.queue.MessageMemory;
import haproxyj.broker.wire.Method;
import haproxyj.broker.wire.MethodSpec;
import java.util.concurrent.atomic.AtomicLong;

/**
 * RabbitMQ's memory alarm: set while messages take more than the watermark, cleared when they take less than four fifths
 * of it. What counts is what queues and transactions hold, commands on their way to the engine and frames on their way
 * to sockets; a message that has not arrived completely is bounded apart ({@link #take}), because a publisher that
 * is blocked in the middle of one could otherwise keep the alarm set for ever.
 *
 * <p>Threading: {@link #check()} belongs to the engine; everything else may be called by any thread.
 */
public final class MemoryAlarm implements CommandAssembler.Room {
    /** What a connection hears that publishes while the alarm is set, if its client announced the capability. */
    static final Method BLOCKED = Method.of(MethodSpec.CONNECTION_BLOCKED, "low on memory");

    static final Method UNBLOCKED = Method.of(MethodSpec.CONNECTION_UNBLOCKED);

    /** Unfinished bodies may take half as much as the watermark leaves for messages, but at least this. */
    private static final long LEAST_UNFINISHED = 1 << 20;
    /** No connection may have more than this part of the watermark under way. */
    private static final int SHARES = 16;

    private final String node;
    private final long watermark;
    private final MessageMemory held;
    private final BrokerCounters counters;
    private final EventLog log;
    private final Runnable onCleared;
    private final AtomicLong underWay = new AtomicLong();
    private final AtomicLong unfinished = new AtomicLong();
    private volatile boolean set;

    /**
     * An alarm that is not set.
     *
     * @param node for log lines
     * @param watermark octets
     * @param held what queues hold, owned by the engine
     * @param onCleared called on the engine after the alarm was cleared; {@link #isSet} is false by then
     */
    public MemoryAlarm(
            String node,
            long watermark,
            MessageMemory held,
            BrokerCounters counters,
            EventLog log,
            Runnable onCleared) {
        this.node = node;
        this.watermark = watermark;
        this.held = held;
        this.counters = counters;
        this.log = log;
        this.onCleared = onCleared;
    }

    /** Whether publishers are to be blocked. */
    boolean isSet() {
        return set;
    }

    /** Engine: octets that count. */
    public long used() {
        return held.octets() + underWay.get();
    }

    /** Engine: what it knows, to be added to what the virtual hosts know. */
    public BrokerGauges gauges() {
        return new BrokerGauges(0, 0, 0, used(), set);
    }

    /** Commands or frames are on their way (or, negative, have arrived). */
    void underWay(long octets) {
        underWay.addAndGet(octets);
    }

    /** A limit for one connection, scaled down when the watermark is low. */
    long share(long usual) {
        return Math.min(usual, Math.max(1, watermark / SHARES));
    }

    @Override
    public boolean take(long octets) {
        if (unfinished.get() + octets > Math.max(LEAST_UNFINISHED, watermark / 2)) {
            return false;
        }
        unfinished.addAndGet(octets);
        return true;
    }

    @Override
    public void giveBack(long octets) {
        unfinished.addAndGet(-octets);
    }

    /** Engine, at the end of each round: sets or clears. */
    public void check() {
        long used = used();
        if (!set && used > watermark) {
            set = true;
            counters.count(BrokerCounters.Kind.MEMORY_ALARMS);
            log.warn(
                    EventLog.Kind.ALARM,
                    "memory resource limit alarm set on node " + node + ": messages take " + used
                            + " octets, vm_memory_high_watermark is " + watermark
                            + ". Publishers will be blocked until this alarm clears");
        } else if (set && used <= watermark / 5 * 4) {
            set = false;
            log.warn(EventLog.Kind.ALARM, "memory resource limit alarm cleared on node " + node);
            onCleared.run();
        }
    }
}
