package haproxyj.proxy.proxyprotocol;

import io.netty.util.NetUtil;
import java.util.Optional;

/** Numeric addresses and ports as text, strictly: never a name, no scope, no sign. Pure. */
final class TextAddress {
    private TextAddress() {}

    static Optional<byte[]> v4(String text) {
        return NetUtil.isValidIpV4Address(text)
                ? Optional.ofNullable(NetUtil.createByteArrayFromIpAddressString(text))
                : Optional.empty();
    }

    /** Also ::ffff:1.2.3.4, which Java turns into an IPv4 address. */
    static Optional<byte[]> v6(String text) {
        if (text.indexOf('%') >= 0 || text.indexOf('[') >= 0 || !NetUtil.isValidIpV6Address(text)) {
            return Optional.empty();
        }
        return Optional.ofNullable(NetUtil.createByteArrayFromIpAddressString(text));
    }

    /** -1 when it is none. */
    static int port(String text) {
        if (text.isEmpty() || text.length() > 5) {
            return -1;
        }
        int port = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            port = port * 10 + c - '0';
        }
        return port > 65535 ? -1 : port;
    }
}
