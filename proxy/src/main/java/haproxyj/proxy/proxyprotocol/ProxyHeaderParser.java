package haproxyj.proxy.proxyprotocol;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads a PROXY header, version 1 or 2, from the beginning of a connection (proxy-protocol.txt 2). Pure and stateless. */
public final class ProxyHeaderParser {
    /** Longest version 1 line, CR and LF included (section 2.1). */
    public static final int MAX_V1 = 107;

    /** Longest version 2 header taken, TLVs included. */
    public static final int MAX_V2 = 16 + 1024;

    private static final byte[] SIGNATURE = {13, 10, 13, 10, 0, 13, 10, 'Q', 'U', 'I', 'T', 10};
    private static final byte[] V1 = "PROXY ".getBytes(StandardCharsets.US_ASCII);

    /** What the octets seen so far amount to. */
    public sealed interface Result {
        /** A header may come, but it is not complete. */
        record NeedMore() implements Result {}

        /**
         * Complete.
         *
         * @param header what it says
         * @param length its octets; the stream of the client begins after them
         */
        record Complete(ProxyHeader header, int length) implements Result {}

        /** No header will come of this. */
        record Malformed(String why) implements Result {}
    }

    private ProxyHeaderParser() {}

    static byte[] signature() {
        return SIGNATURE.clone();
    }

    /**
     * Looks at all octets received so far, from the first one on.
     *
     * @param in from position to limit; left as it is
     */
    public static Result parse(ByteBuffer in) {
        ByteBuffer bytes = in.slice();
        if (!bytes.hasRemaining()) {
            return new Result.NeedMore();
        }
        byte[] prefix = bytes.get(0) == SIGNATURE[0] ? SIGNATURE : V1;
        for (int i = 0; i < Math.min(prefix.length, bytes.limit()); i++) {
            if (bytes.get(i) != prefix[i]) {
                return new Result.Malformed("neither PROXY protocol version 1 nor 2");
            }
        }
        return prefix == SIGNATURE ? binary(bytes) : text(bytes);
    }

    private static Result binary(ByteBuffer bytes) {
        if (bytes.limit() > 12 && (bytes.get(12) >> 4 & 0xf) != 2) {
            return new Result.Malformed("version is not 2");
        }
        if (bytes.limit() > 12 && (bytes.get(12) & 0xf) > 1) {
            return new Result.Malformed("unknown command");
        }
        if (bytes.limit() < 16) {
            return new Result.NeedMore();
        }
        int length = bytes.getShort(14) & 0xffff;
        boolean proxied = (bytes.get(12) & 0xf) == 1;
        int transport = bytes.get(13) & 0xff;
        int needed = !proxied ? 0 : transport == 0x11 ? 12 : transport == 0x21 ? 36 : 0;
        if (length < needed || 16 + length > MAX_V2) {
            return new Result.Malformed("length " + length + " is out of bounds");
        }
        if (bytes.limit() < 16 + length) {
            return new Result.NeedMore();
        }
        if (needed == 0) {
            return new Result.Complete(ProxyHeader.LOCAL, 16 + length);
        }
        int size = needed == 12 ? 4 : 16;
        ProxyHeader header = ProxyHeader.of(
                address(bytes, 16, size, bytes.getShort(16 + 2 * size)),
                address(bytes, 16 + size, size, bytes.getShort(18 + 2 * size)));
        return new Result.Complete(header, 16 + length);
    }

    private static InetSocketAddress address(ByteBuffer bytes, int at, int size, short port) {
        byte[] raw = new byte[size];
        bytes.get(at, raw);
        return new InetSocketAddress(resolved(raw), port & 0xffff);
    }

    private static InetAddress resolved(byte[] raw) {
        try {
            return InetAddress.getByAddress(raw);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 octets, not " + raw.length, e);
        }
    }

    private static Result text(ByteBuffer bytes) {
        int end = -1;
        int seen = Math.min(bytes.limit(), MAX_V1);
        for (int i = V1.length; i < seen && end < 0; i++) {
            if (bytes.get(i) == '\n') {
                end = i;
            } else if (bytes.get(i) == '\r' && i + 1 < seen && bytes.get(i + 1) != '\n') {
                return new Result.Malformed("CR without LF");
            }
        }
        if (end < 0) {
            return seen == MAX_V1 ? new Result.Malformed("line longer than 107 octets") : new Result.NeedMore();
        }
        if (bytes.get(end - 1) != '\r') {
            return new Result.Malformed("LF without CR");
        }
        byte[] line = new byte[end - 1 - V1.length];
        bytes.get(V1.length, line);
        return fields(new String(line, StandardCharsets.ISO_8859_1), end + 1);
    }

    private static Result fields(String line, int length) {
        String[] f = line.split(" ", -1);
        if (f[0].equals("UNKNOWN")) {
            return new Result.Complete(ProxyHeader.LOCAL, length);
        }
        boolean v4 = f[0].equals("TCP4");
        if (f.length != 5 || !(v4 || f[0].equals("TCP6"))) {
            return new Result.Malformed("expected TCP4, TCP6 or UNKNOWN with two addresses and two ports");
        }
        Optional<byte[]> source = v4 ? TextAddress.v4(f[1]) : TextAddress.v6(f[1]);
        Optional<byte[]> destination = v4 ? TextAddress.v4(f[2]) : TextAddress.v6(f[2]);
        int sourcePort = TextAddress.port(f[3]);
        int destinationPort = TextAddress.port(f[4]);
        if (source.isEmpty() || destination.isEmpty() || sourcePort < 0 || destinationPort < 0) {
            return new Result.Malformed("bad address or port");
        }
        return new Result.Complete(
                ProxyHeader.of(
                        new InetSocketAddress(resolved(source.get()), sourcePort),
                        new InetSocketAddress(resolved(destination.get()), destinationPort)),
                length);
    }
}
