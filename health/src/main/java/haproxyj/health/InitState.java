package haproxyj.health;

/** Where the health counter starts: HAProxy's {@code init-state} (configuration manual 5.2). */
public enum InitState {
    /** UP; {@code fall} failures in a row are needed to go DOWN. */
    FULLY_UP,
    /** UP on the edge: one failed first check marks the server DOWN. The default. */
    UP,
    /** DOWN on the edge: one successful first check marks the server UP. */
    DOWN,
    /** DOWN; {@code rise} successes in a row are needed to go UP. */
    FULLY_DOWN
}
