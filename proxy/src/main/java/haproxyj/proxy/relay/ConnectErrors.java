package haproxyj.proxy.relay;

import haproxyj.proxy.session.ConnectFailure;
import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;

/** What an exception of a connect means. Stateless. */
public final class ConnectErrors {
    private ConnectErrors() {}

    /** The kernel's word for it, whichever transport wrapped it. */
    public static ConnectFailure failure(Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        if (cause instanceof ConnectTimeoutException || text.contains("timed out")) {
            return ConnectFailure.TIMEOUT;
        }
        if (cause instanceof NoRouteToHostException) {
            return text.contains("EADDRNOTAVAIL") || text.contains("Cannot assign")
                    ? ConnectFailure.RESOURCES
                    : ConnectFailure.UNREACHABLE;
        }
        if (cause instanceof ConnectException) {
            return text.contains("refused") ? ConnectFailure.REFUSED : ConnectFailure.UNREACHABLE;
        }
        boolean scarce = !(cause instanceof IOException)
                || text.contains("Too many open files")
                || text.contains("Cannot assign requested address")
                || text.contains("No buffer space");
        return scarce ? ConnectFailure.RESOURCES : ConnectFailure.UNREACHABLE;
    }
}
