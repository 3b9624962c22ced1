package haproxyj.bench.soak;

/** The sections of the proxy's file, each with its own port and its own kind of server. */
enum Section {
    /** One server, long timeouts. */
    PLAIN(Header.NONE, Header.NONE),
    /** The server has {@code maxconn}: connections wait in a queue. */
    QUEUED(Header.NONE, Header.NONE),
    /** Short idle timeouts. */
    TIMED(Header.NONE, Header.NONE),
    /** {@code accept-proxy}, clients speak version 1. */
    FROM_PROXY_V1(Header.V1, Header.NONE),
    /** {@code accept-proxy}, clients speak version 2. */
    FROM_PROXY_V2(Header.V2, Header.NONE),
    /** {@code send-proxy}. */
    TO_PROXY_V1(Header.NONE, Header.V1),
    /** {@code send-proxy-v2} and {@code accept-proxy}: the client's claim must reach the server. */
    THROUGH_PROXY_V2(Header.V1, Header.V2),
    /** The first server refuses, a backup serves. */
    FALLING(Header.NONE, Header.NONE),
    /** The only server refuses. */
    REFUSING(Header.NONE, Header.NONE),
    /** The server accepts one connection at a time, after a while; its kernel drops SYNs meanwhile. */
    LATE(Header.NONE, Header.NONE),
    /** The server never accepts: its kernel drops every SYN. */
    DROPPING(Header.NONE, Header.NONE);

    /** A PROXY protocol header in front of the octets. */
    enum Header {
        /** There is none. */
        NONE,
        /** One line of text. */
        V1,
        /** Binary. */
        V2
    }

    private final Header fromClient;
    private final Header toServer;

    Section(Header fromClient, Header toServer) {
        this.fromClient = fromClient;
        this.toServer = toServer;
    }

    /** What clients begin with. */
    Header fromClient() {
        return fromClient;
    }

    /** What the server must see first. */
    Header toServer() {
        return toServer;
    }

    /** Its name in the proxy's file. */
    String title() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
