package haproxyj.proxy.backend;

/**
 * Since when something is up or down, and how often and how long it was down. Pure and immutable.
 *
 * @param up now
 * @param sinceNanos when that began
 * @param downNanos downtime before that
 * @param downs how often it went down
 */
record Uptime(boolean up, long sinceNanos, long downNanos, long downs) {

    static Uptime from(boolean up, long nowNanos) {
        return new Uptime(up, nowNanos, 0, 0);
    }

    /** The next value; this one if nothing changes. */
    Uptime at(boolean next, long nowNanos) {
        if (next == up) {
            return this;
        }
        long down = up ? downNanos : downNanos + nowNanos - sinceNanos;
        return new Uptime(next, nowNanos, down, next ? downs : downs + 1);
    }

    long lastChangeSeconds(long nowNanos) {
        return (nowNanos - sinceNanos) / 1_000_000_000L;
    }

    long downSeconds(long nowNanos) {
        return (up ? downNanos : downNanos + nowNanos - sinceNanos) / 1_000_000_000L;
    }
}
