package haproxyj.health;

/** Layered result codes of a check, as in HAProxy's log lines and exporter ({@code check_status}, manual 9.1 stats). */
public enum CheckStatus {
    /** No check has ended yet. */
    UNK(false),
    /** Layer 4 connect succeeded, nothing more was asked. */
    L4OK(true),
    /** Layer 4 connect timed out. */
    L4TOUT(false),
    /** Layer 4 connect failed: refused, unreachable, reset. */
    L4CON(false),
    /** Local problem: no descriptor, no port. */
    SOCKERR(false),
    /** Layer 7 exchange succeeded. */
    L7OK(true),
    /** Layer 7 answer did not come in time. */
    L7TOUT(false),
    /** Layer 7 answer is not of the protocol, or the peer closed before answering. */
    L7RSP(false),
    /** Layer 7 answer is valid but says no. */
    L7STS(false);

    private final boolean passed;

    CheckStatus(boolean passed) {
        this.passed = passed;
    }

    /** Whether a check with this result counts as a success. */
    public boolean passed() {
        return passed;
    }
}
