package haproxyj.proxy.admin;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Numbers of one server. Written by event loops, read by anyone. Names follow HAProxy's statistics (management 9.1). */
public final class ServerCounters {
    /** scur: connections now, connecting ones included. */
    public final AtomicInteger current = new AtomicInteger();
    /** smax. */
    public final AtomicInteger max = new AtomicInteger();
    /** qcur: waiting in this server's own queue. */
    public final AtomicInteger queued = new AtomicInteger();
    /** stot: sessions assigned. */
    public final LongAdder total = new LongAdder();
    /** lbtot: times the balancer picked it. */
    public final LongAdder selected = new LongAdder();
    /** bin: octets client to server. */
    public final LongAdder bytesIn = new LongAdder();
    /** bout: octets server to client. */
    public final LongAdder bytesOut = new LongAdder();
    /** econ: connects that failed. */
    public final LongAdder connectErrors = new LongAdder();
    /** eresp: resets and read errors from the server during data. */
    public final LongAdder responseErrors = new LongAdder();
    /** wretr: retries. */
    public final LongAdder retries = new LongAdder();
    /** wredis: redispatches to another server. */
    public final LongAdder redispatches = new LongAdder();
    /** srv_abrt: ended by the server. */
    public final LongAdder serverAborts = new LongAdder();
    /** cli_abrt: ended by the client. */
    public final LongAdder clientAborts = new LongAdder();

    /** Takes one connection into account; returns the number now held. */
    public int enter() {
        int now = current.incrementAndGet();
        max.accumulateAndGet(now, Math::max);
        return now;
    }

    /** Gives it back. */
    public void leave() {
        current.decrementAndGet();
    }
}
