package haproxyj.proxy.relay;

/** What carries the sockets of sessions. Any thread. */
public enum RelayKind {
    /** File descriptors on Netty's epoll loops ({@code relay.fd}): plain TCP on Linux, and the default there. */
    DESCRIPTORS(TransportKind.EPOLL),
    /** Netty's epoll channels: for whatever needs a pipeline. */
    EPOLL_CHANNELS(TransportKind.EPOLL),
    /** The JDK's channels, for platforms without epoll. */
    NIO_CHANNELS(TransportKind.NIO);

    private final TransportKind transport;

    RelayKind(TransportKind transport) {
        this.transport = transport;
    }

    /** Which of Netty's transports runs the loops, and carries everything but sessions. */
    public TransportKind transport() {
        return transport;
    }

    /**
     * The fastest kind that this platform has.
     *
     * @param wish {@code channels} or {@code nio} for another one, to compare; anything else is no wish
     */
    public static RelayKind best(String wish) {
        if (TransportKind.best() == TransportKind.NIO || wish.equals("nio")) {
            return NIO_CHANNELS;
        }
        return wish.equals("channels") ? EPOLL_CHANNELS : DESCRIPTORS;
    }
}
