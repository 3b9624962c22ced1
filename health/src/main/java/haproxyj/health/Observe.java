package haproxyj.health;

/** Whether real connections feed the health of a server: HAProxy's {@code observe}. */
public enum Observe {
    /** Checks alone decide. The default. */
    NONE,
    /** Every refused or timed-out connect of real traffic counts. */
    LAYER4
}
