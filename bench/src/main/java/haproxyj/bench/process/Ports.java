package haproxyj.bench.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;

/**
 * Free ports on 127.0.0.1 for programs that must be told a number. They lie below Linux's ephemeral range, so that an
 * outgoing connection does not take one between the choice and the bind. One owner.
 */
public final class Ports {
    private static final int FIRST = 20_000;
    private static final int LAST = 31_999;
    private int next;

    /** Starts at a place that the seed decides. */
    public Ports(Random random) {
        next = FIRST + random.nextInt(LAST - FIRST);
    }

    /** A port nobody listens on now, never the same twice until the range has been walked through. */
    public int take() throws IOException {
        for (int tried = FIRST; tried <= LAST; tried++) {
            int port = next;
            next = next == LAST ? FIRST : next + 1;
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException taken) {
                // Somebody listens here: the next one.
            }
        }
        throw new IOException("no free port between " + FIRST + " and " + LAST + " on 127.0.0.1");
    }
}
