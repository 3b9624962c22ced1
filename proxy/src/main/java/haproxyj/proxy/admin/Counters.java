package haproxyj.proxy.admin;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Numbers of one frontend, backend or server; what does not apply stays 0. Written by event loops, read by anyone. Names
 * follow HAProxy's statistics (management 9.1).
 */
public final class Counters {
    /** scur: connections now; of a server, connecting ones included. */
    public final AtomicInteger current = new AtomicInteger();
    /** smax. */
    public final AtomicInteger max = new AtomicInteger();
    /** stot: sessions; of a server, those assigned to it. */
    public final LongAdder total = new LongAdder();
    /** lbtot: times the balancer picked it; servers only. */
    public final LongAdder selected = new LongAdder();
    /** qcur: waiting in this backend's or this server's own queue. */
    public final AtomicInteger queued = new AtomicInteger();
    /** bin: octets client to server. */
    public final LongAdder bytesIn = new LongAdder();
    /** bout: octets server to client. */
    public final LongAdder bytesOut = new LongAdder();
    /** ereq: connections refused before a session began (bad PROXY header, no descriptor); frontends only. */
    public final LongAdder requestErrors = new LongAdder();
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
