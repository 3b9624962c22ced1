package haproxyj.proxy.admin;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Writes addresses as HAProxy's log does: numeric, IPv6 shortened as by inet_ntop(3). Pure; any thread. */
public final class AddressText {

    private static final int GROUPS = 8;

    private AddressText() {}

    /** {@code address:port} as it is written in a configuration, IPv6 in brackets; a unix socket's path. */
    public static String of(SocketAddress address) {
        if (!(address instanceof InetSocketAddress socket)) {
            return address.toString();
        }
        StringBuilder text = new StringBuilder();
        append(text, socket);
        boolean v6 = socket.getAddress() instanceof Inet6Address;
        return v6 ? "[" + text.insert(text.lastIndexOf(":"), ']') : text.toString();
    }

    /** Appends {@code address:port} without brackets, as in the log; for a name that was never resolved, the name. */
    static void append(StringBuilder to, InetSocketAddress socket) {
        InetAddress address = socket.getAddress();
        if (address == null) {
            to.append(socket.getHostString());
        } else {
            byte[] octets = address.getAddress();
            if (octets.length == 4) {
                v4(to, octets, 0);
            } else {
                v6(to, octets);
            }
        }
        to.append(':').append(socket.getPort());
    }

    private static void v4(StringBuilder to, byte[] octets, int from) {
        for (int i = 0; i < 4; i++) {
            if (i > 0) {
                to.append('.');
            }
            to.append(octets[from + i] & 0xff);
        }
    }

    private static void v6(StringBuilder to, byte[] octets) {
        int start = -1;
        int length = 1; // a single zero group is written out
        for (int i = 0; i < GROUPS; i++) {
            int zeros = 0;
            while (i + zeros < GROUPS && group(octets, i + zeros) == 0) {
                zeros++;
            }
            if (zeros > length) {
                start = i;
                length = zeros;
            }
            i += zeros;
        }
        if (start == 0 && length == 6) { // IPv4-compatible, dotted in inet_ntop
            to.append("::");
            v4(to, octets, 12);
            return;
        }
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                to.append("::");
                i += length - 1;
            } else {
                if (i > 0 && to.charAt(to.length() - 1) != ':') {
                    to.append(':');
                }
                to.append(Integer.toHexString(group(octets, i)));
            }
        }
    }

    private static int group(byte[] octets, int index) {
        return ((octets[2 * index] & 0xff) << 8) | (octets[2 * index + 1] & 0xff);
    }
}
