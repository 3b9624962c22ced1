package haproxyj.proxy.session;

/** The two peers of a session. */
public enum Side {
    /** Who connected to us. */
    CLIENT,
    /** Whom we connected to. */
    SERVER;

    /** The one across. */
    public Side other() {
        return this == CLIENT ? SERVER : CLIENT;
    }
}
