package haproxyj.proxy;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Descriptors of this process as the kernel counts them. The virtual machine has raised the soft limit to the hard one
 * already. Immutable.
 *
 * @param limit of open ones
 * @param open now
 */
record OpenFiles(long limit, int open) {
    private static final String LIMIT = "Max open files";

    /** Asks the kernel; empty where it does not tell. Not for an event loop. */
    static Optional<OpenFiles> read() {
        String[] open = new File("/proc/self/fd").list();
        try {
            if (open != null) {
                for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
                    if (line.startsWith(LIMIT)) {
                        return Optional.of(new OpenFiles(soft(line), open.length));
                    }
                }
            }
        } catch (IOException e) {
            return fromVirtualMachine();
        }
        return fromVirtualMachine();
    }

    /** The first number after the name of a line of /proc/self/limits. */
    private static long soft(String line) {
        String value = line.substring(LIMIT.length()).strip().split("\\s+")[0];
        return value.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(value);
    }

    /** Slower at start than the kernel's files, which other platforms do not have. */
    private static Optional<OpenFiles> fromVirtualMachine() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                && unix.getMaxFileDescriptorCount() > 0) {
            return Optional.of(new OpenFiles(
                    unix.getMaxFileDescriptorCount(), (int) Math.max(0, unix.getOpenFileDescriptorCount())));
        }
        return Optional.empty();
    }
}
