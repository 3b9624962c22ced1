package haproxyj.proxy.relay;

import haproxyj.proxy.session.ConnectFailure;
import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;

/** What an exception of a connect means. Stateless. */
public final class ConnectErrors {
    /** Our own want, which no other server would cure; EAGAIN is a full backlog of a unix domain socket, as in HAProxy. */
    private static final List<String> SCARCE = List.of(
            "Too many open files",
            "EADDRNOTAVAIL",
            "Cannot assign",
            "No buffer space",
            "Resource temporarily unavailable");

    private ConnectErrors() {}

    /** The kernel's word for it, whichever transport wrapped it. */
    public static ConnectFailure failure(Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        if (cause instanceof ConnectTimeoutException || text.contains("timed out")) {
            return ConnectFailure.TIMEOUT;
        }
        if (!(cause instanceof IOException) || SCARCE.stream().anyMatch(text::contains)) {
            return ConnectFailure.RESOURCES;
        }
        boolean refused = cause instanceof ConnectException && text.contains("refused");
        return refused ? ConnectFailure.REFUSED : ConnectFailure.UNREACHABLE;
    }
}
