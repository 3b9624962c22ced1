package haproxyj.bench.failover;

/** What a round measures. */
enum Metric {
    /** Connections of the prober after the event that got no greeting. */
    FAILED("connects that failed"),
    /** Those of them that were opened when the first broker's process was gone, not while it was dying. */
    FAILED_LATER("of these, once rb1 was gone"),
    /** Connections the prober opened after the event. */
    OPENED("connects tried"),
    /** The longest wait for a greeting among those that got one. */
    SLOWEST("slowest good connect, ms"),
    /** From the event to the first greeting of the second broker through the proxy. */
    OUTAGE("rb2 greets a new connect, ms"),
    /** From the event to the end of the client's recovery. */
    RECONNECT("client reconnected, ms"),
    /** From the event to the first confirm on the second broker. */
    CONFIRM("first confirm on rb2, ms"),
    /** From the moment the first broker greets again (after SIGSTOP: from SIGCONT) to the first new connection it gets. */
    BACK("rb1 back to new connects on it, ms"),
    /** Messages confirmed. */
    CONFIRMED("messages confirmed"),
    /** Messages on their way when the connection ended. */
    UNCONFIRMED("messages unconfirmed"),
    /** Messages rejected by basic.nack. */
    REJECTED("messages rejected"),
    /** Messages returned. */
    RETURNED("messages returned");

    private final String words;

    Metric(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
