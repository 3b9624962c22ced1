package haproxyj.proxy.proxyprotocol;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A PROXY protocol header (haproxy/doc/proxy-protocol.txt): whom the sender speaks for. Pure.
 *
 * @param addresses absent for LOCAL, UNKNOWN and families that are no TCP addresses: the connection's own ones count then
 */
public record ProxyHeader(Optional<Addresses> addresses) {

    /** Who connected to what. Both of one family. */
    public record Addresses(InetSocketAddress source, InetSocketAddress destination) {}

    /** No addresses: health checks, unix sockets. */
    public static final ProxyHeader LOCAL = new ProxyHeader(Optional.empty());

    /**
     * A header for a connection; without an address of either end it becomes {@link #LOCAL}. An IPv4 and an IPv6 address
     * together are both written as IPv6.
     */
    public static ProxyHeader of(InetSocketAddress source, InetSocketAddress destination) {
        return source.isUnresolved() || destination.isUnresolved()
                ? LOCAL
                : new ProxyHeader(Optional.of(new Addresses(source, destination)));
    }

    /** Version 1, one line of text (section 2.1). */
    public byte[] encodeV1() {
        return addresses.map(ProxyHeader::textOf).orElse("PROXY UNKNOWN\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Version 2, binary (section 2.2); without addresses LOCAL and UNSPEC. */
    public byte[] encodeV2() {
        if (addresses.isEmpty()) {
            return ByteBuffer.allocate(16)
                    .put(ProxyHeaderParser.signature())
                    .put((byte) 0x20)
                    .put((byte) 0)
                    .putShort((short) 0)
                    .array();
        }
        Addresses a = addresses.get();
        boolean v4 = isV4(a);
        int length = v4 ? 12 : 36;
        ByteBuffer out = ByteBuffer.allocate(16 + length)
                .put(ProxyHeaderParser.signature())
                .put((byte) 0x21)
                .put((byte) (v4 ? 0x11 : 0x21))
                .putShort((short) length)
                .put(octets(a.source().getAddress(), v4))
                .put(octets(a.destination().getAddress(), v4))
                .putShort((short) a.source().getPort())
                .putShort((short) a.destination().getPort());
        return out.array();
    }

    private static boolean isV4(Addresses a) {
        return a.source().getAddress() instanceof Inet4Address
                && a.destination().getAddress() instanceof Inet4Address;
    }

    private static String textOf(Addresses a) {
        boolean v4 = isV4(a);
        return "PROXY " + (v4 ? "TCP4 " : "TCP6 ") + text(a.source().getAddress(), v4) + ' '
                + text(a.destination().getAddress(), v4) + ' '
                + a.source().getPort() + ' ' + a.destination().getPort() + "\r\n";
    }

    private static byte[] octets(InetAddress address, boolean v4) {
        byte[] raw = address.getAddress();
        if (v4 || raw.length == 16) {
            return raw;
        }
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        System.arraycopy(raw, 0, mapped, 12, 4);
        return mapped;
    }

    private static String text(InetAddress address, boolean v4) {
        if (v4) {
            return address.getHostAddress();
        }
        if (address instanceof Inet4Address) {
            return "::ffff:" + address.getHostAddress();
        }
        String host = address.getHostAddress();
        int scope = host.indexOf('%');
        return scope < 0 ? host : host.substring(0, scope);
    }
}
