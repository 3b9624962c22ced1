package haproxyj.proxy.session;

/** Why a connect did not succeed. */
public enum ConnectFailure {
    /** The host answered with a reset: nobody listens. */
    REFUSED,
    /** No route, host or network unreachable, or any other error of the network. */
    UNREACHABLE,
    /** {@code timeout connect} passed. */
    TIMEOUT,
    /** This host is out of descriptors, ports or memory. */
    RESOURCES
}
