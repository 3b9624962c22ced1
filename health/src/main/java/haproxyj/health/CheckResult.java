package haproxyj.health;

/**
 * The outcome of one check.
 *
 * @param status the layered code
 * @param description for people: "Connection refused", "at step 2 of tcp-check (expect string 'OK')"; may be empty
 * @param durationNanos from the start of the connect to the verdict
 */
public record CheckResult(CheckStatus status, String description, long durationNanos) {}
