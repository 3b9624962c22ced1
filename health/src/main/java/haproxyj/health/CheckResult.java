package haproxyj.health;

/**
 * The outcome of one check.
 *
 * @param status the layered code
 * @param description for people: "Connection refused", "at step 2 of tcp-check (expect string 'OK')"; may be empty
 * @param durationNanos from the start of the connect to the verdict; 0 when no check was made (UNK, HANA)
 */
public record CheckResult(CheckStatus status, String description, long durationNanos) {

    /** The result before the first check. */
    public static final CheckResult NONE = new CheckResult(CheckStatus.UNK, "", 0);

    /** For log lines: {@code Layer4 connection problem, info: "Connection refused"}. */
    public String reason() {
        return description.isEmpty() ? status.text() : status.text() + ", info: \"" + description + "\"";
    }
}
