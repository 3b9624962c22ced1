package haproxyj.proxy.admin;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Numbers of one frontend or one backend. Written by event loops, read by anyone. */
public final class ProxyCounters {
    /** scur. */
    public final AtomicInteger current = new AtomicInteger();
    /** smax. */
    public final AtomicInteger max = new AtomicInteger();
    /** stot. */
    public final LongAdder total = new LongAdder();
    /** qcur: backend queue. */
    public final AtomicInteger queued = new AtomicInteger();
    /** bin: octets client to server. */
    public final LongAdder bytesIn = new LongAdder();
    /** bout: octets server to client. */
    public final LongAdder bytesOut = new LongAdder();
    /** dreq-like: connections refused before a session began (bad PROXY header, no descriptor). */
    public final LongAdder requestErrors = new LongAdder();
    /** econ. */
    public final LongAdder connectErrors = new LongAdder();
    /** eresp. */
    public final LongAdder responseErrors = new LongAdder();
    /** wretr. */
    public final LongAdder retries = new LongAdder();
    /** wredis. */
    public final LongAdder redispatches = new LongAdder();
    /** srv_abrt. */
    public final LongAdder serverAborts = new LongAdder();
    /** cli_abrt. */
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
