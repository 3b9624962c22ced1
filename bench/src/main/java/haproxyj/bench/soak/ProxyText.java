package haproxyj.bench.soak;

import haproxyj.bench.soak.Section.Header;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** PROXY protocol headers for IPv4, as {@code haproxy/doc/proxy-protocol.txt} describes them. Pure. */
final class ProxyText {
    private static final byte[] SIGNATURE = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");
    private static final int V2_ADDRESSES = 12;

    private ProxyText() {}

    /** The header of a connection from one address to another; nothing for {@link Header#NONE}. */
    static byte[] write(Header kind, InetSocketAddress from, InetSocketAddress to) {
        return switch (kind) {
            case NONE -> new byte[0];
            case V1 ->
                ("PROXY TCP4 " + from.getAddress().getHostAddress() + ' '
                                + to.getAddress().getHostAddress() + ' ' + from.getPort() + ' ' + to.getPort() + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
            case V2 ->
                ByteBuffer.allocate(SIGNATURE.length + 4 + V2_ADDRESSES)
                        .put(SIGNATURE)
                        .put((byte) 0x21)
                        .put((byte) 0x11)
                        .putShort((short) V2_ADDRESSES)
                        .put(from.getAddress().getAddress())
                        .put(to.getAddress().getAddress())
                        .putShort((short) from.getPort())
                        .putShort((short) to.getPort())
                        .array();
        };
    }
}
