package haproxyj.proxy.frontend;

import haproxyj.proxy.admin.AddressText;
import java.net.BindException;
import java.net.InetSocketAddress;

/** What to tell the user when an address cannot be bound. Stateless. */
final class BindErrors {
    private BindErrors() {}

    static BindException named(InetSocketAddress address, Throwable cause) {
        BindException named = new BindException("cannot bind " + AddressText.of(address) + ": " + hint(cause));
        named.initCause(cause);
        return named;
    }

    /** What to do about it, by the system's word for the trouble. */
    private static String hint(Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        if (text.contains("Permission denied")) {
            return "permission denied; ports below 1024 need root or CAP_NET_BIND_SERVICE";
        }
        if (text.contains("Cannot assign") || text.contains("not available")) {
            return "it is not an address of this machine; choose one that 'ip address' shows";
        }
        if (text.contains("in use")) {
            return "the address is in use; another process listens there (ss -ltnp shows which)";
        }
        return text;
    }
}
