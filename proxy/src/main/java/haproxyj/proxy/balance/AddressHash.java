package haproxyj.proxy.balance;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The number an address stands for in {@code balance source}: its 32-bit words, exclusive-ored, as HAProxy. Pure. */
public final class AddressHash {
    private AddressHash() {}

    /** Hash of the address without the port; of the name, if it was never resolved. */
    public static int of(InetSocketAddress client) {
        InetAddress address = client.getAddress();
        if (address == null) {
            return client.getHostString().hashCode();
        }
        int hash = 0;
        byte[] bytes = address.getAddress();
        for (int i = 0; i + 3 < bytes.length; i += 4) {
            hash ^= (bytes[i] & 0xff) << 24
                    | (bytes[i + 1] & 0xff) << 16
                    | (bytes[i + 2] & 0xff) << 8
                    | bytes[i + 3] & 0xff;
        }
        return hash;
    }

    /** Scatters a hash so that it is independent of its own remainders (the finalizer of MurmurHash3). */
    static int scatter(int hash) {
        int h = hash;
        h ^= h >>> 16;
        h *= 0x85ebca6b;
        h ^= h >>> 13;
        h *= 0xc2b2ae35;
        return h ^ h >>> 16;
    }
}
