package haproxyj.proxy.relay;

import haproxyj.proxy.config.Splice;

/** Every way to carry a session's octets: what is promised of a session is tested on each. */
public enum Carrier {
    SPLICED(RelayKind.DESCRIPTORS, new Splice(false, true, true)),
    ADAPTIVE(RelayKind.DESCRIPTORS, Splice.AUTO),
    COPIED(RelayKind.DESCRIPTORS, Splice.OFF),
    EPOLL(RelayKind.EPOLL_CHANNELS, Splice.OFF),
    NIO(RelayKind.NIO_CHANNELS, Splice.OFF);

    public final RelayKind kind;
    public final Splice splice;

    Carrier(RelayKind kind, Splice splice) {
        this.kind = kind;
        this.splice = splice;
    }
}
