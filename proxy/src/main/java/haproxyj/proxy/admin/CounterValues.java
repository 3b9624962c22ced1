package haproxyj.proxy.admin;

/**
 * The numbers of one frontend, backend or server at one moment. Names follow HAProxy's statistics (management 9.1).
 *
 * <p>Immutable. The fields are read one after the other, so they may be apart by what happened in between.
 *
 * @param current scur
 * @param max smax
 * @param queued qcur
 * @param total stot
 * @param selected lbtot; 0 for frontends and backends
 * @param bytesIn bin, octets
 * @param bytesOut bout, octets
 * @param requestErrors ereq; 0 for servers
 * @param connectErrors econ
 * @param responseErrors eresp
 * @param retries wretr
 * @param redispatches wredis
 * @param serverAborts srv_abrt
 * @param clientAborts cli_abrt
 */
public record CounterValues(
        int current,
        int max,
        int queued,
        long total,
        long selected,
        long bytesIn,
        long bytesOut,
        long requestErrors,
        long connectErrors,
        long responseErrors,
        long retries,
        long redispatches,
        long serverAborts,
        long clientAborts) {

    /** Reads the counters. Any thread. */
    public static CounterValues of(Counters from) {
        return new CounterValues(
                from.current.get(),
                from.max.get(),
                from.queued.get(),
                from.total.sum(),
                from.selected.sum(),
                from.bytesIn.sum(),
                from.bytesOut.sum(),
                from.requestErrors.sum(),
                from.connectErrors.sum(),
                from.responseErrors.sum(),
                from.retries.sum(),
                from.redispatches.sum(),
                from.serverAborts.sum(),
                from.clientAborts.sum());
    }
}
