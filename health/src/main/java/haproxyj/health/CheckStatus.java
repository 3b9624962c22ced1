package haproxyj.health;

/** Layered result codes of a check, as in HAProxy's log lines and exporter ({@code check_status}, manual 9.1 stats). */
public enum CheckStatus {
    /** No check has ended yet. */
    UNK(false, "Unknown"),
    /** Not a check: real traffic met {@code error-limit} errors in a row ({@code observe}). */
    HANA(false, "Health analyze"),
    /** Layer 4 connect succeeded, nothing more was asked. */
    L4OK(true, "Layer4 check passed"),
    /** Layer 4 connect timed out. */
    L4TOUT(false, "Layer4 timeout"),
    /** Layer 4 connect failed: refused, unreachable, reset. */
    L4CON(false, "Layer4 connection problem"),
    /** Local problem (no descriptor, no port), or an established connection that broke before any answer. */
    SOCKERR(false, "Socket error"),
    /** Layer 7 exchange succeeded. */
    L7OK(true, "Layer7 check passed"),
    /** Layer 7 answer did not come in time. */
    L7TOUT(false, "Layer7 timeout"),
    /** Layer 7 answer is not of the protocol, or the peer closed before answering. */
    L7RSP(false, "Layer7 invalid response"),
    /** Layer 7 answer is valid but says no. */
    L7STS(false, "Layer7 wrong status");

    private final boolean passed;
    private final String text;

    CheckStatus(boolean passed, String text) {
        this.passed = passed;
        this.text = text;
    }

    /** Whether a check with this result counts as a success. */
    public boolean passed() {
        return passed;
    }

    /** The code in words, as in HAProxy's log ("Layer4 timeout"). */
    public String text() {
        return text;
    }
}
