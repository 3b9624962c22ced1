package haproxyj.proxy.relay.fd;

import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;

/**
 * A pipe(2) between two sockets for splice(2).
 *
 * @param out the end to read from
 * @param in the end to write to
 */
record Pipe(FileDescriptor out, FileDescriptor in) {
    static Pipe open() throws IOException {
        FileDescriptor[] ends = FileDescriptor.pipe();
        return new Pipe(ends[0], ends[1]);
    }

    void close() {
        for (FileDescriptor end : new FileDescriptor[] {out, in}) {
            try {
                end.close();
            } catch (IOException e) {
                // The kernel has released it all the same.
            }
        }
    }
}
