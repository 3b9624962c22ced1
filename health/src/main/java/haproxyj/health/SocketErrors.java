package haproxyj.health;

import io.netty.channel.ChannelException;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Puts what the socket layer threw into the words of {@code strerror}, whichever transport it came from: NIO says
 * "Connection reset", epoll "recvAddress(..) failed: Connection reset by peer". Pure.
 */
final class SocketErrors {

    private static final List<String> LOCAL = List.of(
            "Cannot assign requested address", "Address already in use", "Too many open files", "No buffer space");

    private static final List<String> KNOWN = List.of(
            "Connection refused",
            "Connection reset by peer",
            "No route to host",
            "Network is unreachable",
            "Connection timed out",
            "Broken pipe",
            "Permission denied",
            "No such file or directory");

    private SocketErrors() {}

    /** SOCKERR when this machine is to blame, else L4CON. */
    static CheckStatus connectStatus(Throwable error) {
        boolean local = error instanceof BindException
                || error instanceof ChannelException
                || error instanceof UnresolvedAddressException
                || LOCAL.contains(text(error));
        return local ? CheckStatus.SOCKERR : CheckStatus.L4CON;
    }

    /** The reason alone, without addresses and names of system calls. */
    static String text(Throwable error) {
        if (error instanceof UnresolvedAddressException) {
            return "the server's address is not resolved";
        }
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        if (message == null) {
            return root.getClass().getSimpleName();
        }
        return Stream.concat(KNOWN.stream(), LOCAL.stream())
                .filter(message::contains)
                .findFirst()
                .orElse(message.equals("Connection reset") ? "Connection reset by peer" : message);
    }
}
