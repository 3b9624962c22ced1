package haproxyj.proxy.admin;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Writes addresses as HAProxy's log does: numeric, IPv6 shortened as by inet_ntop(3) and without brackets. Pure. */
final class AddressText {

    private static final int GROUPS = 8;

    private AddressText() {}

    /** Appends {@code address:port}; for a name that was never resolved, the name. */
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
