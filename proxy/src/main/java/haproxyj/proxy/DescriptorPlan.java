package haproxyj.proxy;

/**
 * How the descriptors of the process are shared out: first what it needs itself, then connections, then pipes, which are a
 * convenience. HAProxy calculates {@code maxconn} from the limit in the same way (manual 3.2, {@code maxconn}, {@code ulimit-n}).
 * Pure, immutable.
 *
 * @param own descriptors that are not for connections or pipes
 * @param needed descriptors if everything were as wished
 * @param maxconn connections that the process holds at most
 * @param maxpipes pipes that it opens at most
 */
record DescriptorPlan(long own, long needed, int maxconn, int maxpipes) {
    /** With less room for connections it is not worth starting. */
    static final int FEWEST_CONNECTIONS = 10;

    private static final int PER_PIPE = 2;
    /** epoll(7), eventfd(2), timerfd(2). */
    private static final int PER_LOOP = 3;
    /** Jar files, name resolution, requests for statistics, connects that are being given up. */
    private static final int RESERVE = 32;
    /** Of the descriptors that connections and pipes share, one in this many is for pipes when there are too few. */
    private static final int SHARE_OF_PIPES = 20;

    /**
     * What the configuration asks for.
     *
     * @param maxconn connections
     * @param maxpipes pipes
     * @param perConnection descriptors of a connection: its two sides, and a third one when the server is in this process
     * @param open descriptors that are open before anything of the configuration is
     * @param loops event loops
     * @param listeners sockets that accept connections
     * @param checks servers that are checked; each check may have a connection
     */
    record Wish(int maxconn, int maxpipes, int perConnection, int open, int loops, int listeners, int checks) {
        private long own() {
            return (long) open + (long) loops * PER_LOOP + listeners + checks + RESERVE;
        }

        private long needed() {
            return own() + (long) maxconn * perConnection + (long) maxpipes * PER_PIPE;
        }
    }

    /**
     * Makes a plan.
     *
     * @param limit of open descriptors
     */
    static DescriptorPlan of(long limit, Wish wish) {
        long shared = Math.max(0, limit - wish.own());
        long connections = (long) wish.maxconn() * wish.perConnection();
        long forPipes = connections <= shared ? shared - connections : shared / SHARE_OF_PIPES;
        int pipes = (int) Math.min(wish.maxpipes(), forPipes / PER_PIPE);
        long fit = (shared - (long) pipes * PER_PIPE) / wish.perConnection();
        return new DescriptorPlan(wish.own(), wish.needed(), (int) Math.min(wish.maxconn(), fit), pipes);
    }

    /** Whether it is as wished. */
    boolean fulfils(Wish wish) {
        return maxconn == wish.maxconn() && maxpipes == wish.maxpipes();
    }

    /** Whether it is worth starting. */
    boolean works(Wish wish) {
        return maxconn >= Math.min(wish.maxconn(), FEWEST_CONNECTIONS);
    }

    /**
     * What differs from the wish, and what to do about it; one line.
     *
     * @param limit of open descriptors
     */
    String explained(long limit, Wish wish) {
        return "maxconn " + maxconn + instead(maxconn, wish.maxconn())
                + ", maxpipes " + maxpipes + instead(maxpipes, wish.maxpipes())
                + ": the limit of open files is " + limit + ", the process itself takes " + own
                + " of them, a connection "
                + wish.perConnection() + ", a pipe " + PER_PIPE + "; for all that is wanted allow " + needed
                + " (ulimit -n " + needed + ", or LimitNOFILE=" + needed + " in a unit of systemd) or lower maxconn";
    }

    private static String instead(int planned, int wished) {
        return planned == wished ? "" : " instead of " + wished;
    }
}
