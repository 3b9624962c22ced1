package haproxyj.proxy.relay.fd;

import com.sun.jna.Library;
import com.sun.jna.Native;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes pipes larger than the kernel's 64 KiB: F_SETPIPE_SZ of fcntl(2), which Netty does not offer. More octets travel per
 * pair of splice(2) calls. Any thread; the first use loads native code, which takes some milliseconds.
 */
final class PipeSize {
    private static final Logger LOG = LoggerFactory.getLogger(PipeSize.class);
    private static final int F_SETPIPE_SZ = 1031;

    /** The C library. */
    private interface C extends Library {
        /** fcntl(2); below 0 is an error. */
        int fcntl(int descriptor, int command, Object... argument);
    }

    private final C library;
    private final int octets;

    private PipeSize(C library, int octets) {
        this.library = library;
        this.octets = octets;
    }

    /** Hands a size over to a budget when the library is loaded; without it pipes stay as the kernel makes them. */
    static void load(int octets, RelayBudget budget) {
        try {
            budget.sizePipes(new PipeSize(Native.load("c", C.class), octets));
        } catch (UnsatisfiedLinkError e) {
            LOG.debug("pipes keep the kernel's size: {}", e.getMessage());
        }
    }

    /** Sets the size of one; refused by the kernel, it stays as it is (pipe-max-size, pipe-user-pages-soft of pipe(7)). */
    void apply(Pipe pipe) {
        int result = library.fcntl(pipe.in().intValue(), F_SETPIPE_SZ, octets);
        if (result < 0) {
            LOG.debug("a pipe of {} octets was refused", octets);
        }
    }
}
