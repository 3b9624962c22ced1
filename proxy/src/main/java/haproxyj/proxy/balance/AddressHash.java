package haproxyj.proxy.balance;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

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
        ByteBuffer words = ByteBuffer.wrap(address.getAddress());
        while (words.remaining() >= 4) {
            hash ^= words.getInt();
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
        return h ^ (h >>> 16);
    }
}
