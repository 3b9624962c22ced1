package haproxyj.health;

/** What {@code observe} does once {@code error-limit} consecutive errors were seen: HAProxy's {@code on-error}. */
public enum OnError {
    /** Force the fast interval until the next check. */
    FASTINTER,
    /** Count one failed check and force the fast interval. The default. */
    FAIL_CHECK,
    /** Leave one life: the next failed check is fatal, and force the fast interval. */
    SUDDEN_DEATH,
    /** Mark the server DOWN now. */
    MARK_DOWN
}
